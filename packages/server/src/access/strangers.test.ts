import { describe, expect, onTestFinished, test } from "vitest";
import { createGuessThrottle } from "../lib/guess-throttle.ts";
import { createUsageMeter } from "../sessions/usage-meter.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { createDecisionLog } from "../telemetry/decision-log.ts";
import { createEvents } from "../telemetry/events.ts";
import { createLog } from "../telemetry/log.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import type { Outcome } from "./check-access.ts";
import { createConclude } from "./conclude.ts";
import type { AccessQuestion, Refusal } from "./question.ts";
import { createRefuseRequest } from "./refuse-request.ts";
import { createFlow } from "./testing/flow.ts";

const GUESSES_ALLOWED = 30;

/** Step 7 as the server has it, over a log that can be counted. */
function createDesk() {
  const store = openMemoryStore();
  const metrics = createMetrics(() => 0);
  const decisions = createDecisionLog(store, createLog("silent"), metrics);
  onTestFinished(() => decisions.close());
  const events = createEvents(createLog("silent"));
  const { question } = createFlow();
  let drawn = 0;
  const drawRef = () => `REF ${++drawn}`;
  let atMilliseconds = 1_000_000;
  const nowMilliseconds = () => atMilliseconds;
  const throttle = createGuessThrottle(GUESSES_ALLOWED);
  const usage = createUsageMeter();
  const conclude = createConclude({ decisions, events, metrics, usage, throttle, drawRef, nowMilliseconds });
  const refuseRequest = createRefuseRequest({ decisions, drawRef });
  return {
    pass: (milliseconds: number) => {
      atMilliseconds += milliseconds;
    },
    refuse(
      reason: Refusal["reason"],
      ip: string,
      door: "gateway" | "api" = "gateway",
      more: Partial<AccessQuestion> = {},
    ): string {
      const client = { ip, userAgent: "x", site: undefined };
      const outcome: Outcome<never> = {
        allowed: false,
        reason,
        rules: [],
        token: undefined,
        tokenId: undefined,
        sessionId: undefined,
      };
      return conclude(question("", { client, door, nowMilliseconds: atMilliseconds, ...more }), outcome).ref;
    },
    refuseBare: (ip: string) =>
      refuseRequest({ segments: ["demo"], ip, nowMilliseconds: atMilliseconds }, "request-malformed"),
    /** Rows that the store would keep, and refusals that the metrics count. */
    async counts() {
      const refs = Array.from({ length: drawn }, (_, index) => `REF ${index + 1}`);
      const rows = await Promise.all(refs.map(ref => decisions.find(ref)));
      const { values } = await metrics.decisions.get();
      return {
        rows: rows.filter(Boolean).length,
        counted: values.reduce((sum, { value }) => sum + value, 0),
      };
    },
  };
}

describe("a stranger who keeps asking", () => {
  test.for(["token-missing", "tokens-conflict"] as const)(
    "with %s leaves one row and one reference in 10 s, and is counted each time",
    async reason => {
      const desk = createDesk();
      const refs = new Set(Array.from({ length: 500 }, () => desk.refuse(reason, "192.0.2.1")));
      expect(refs.size).toBe(1);
      expect(await desk.counts()).toEqual({ rows: 1, counted: 500 });
      desk.pass(10_000);
      expect(refs).not.toContain(desk.refuse(reason, "192.0.2.1"));
    },
  );

  test("and guesses leaves a row for each guess that is allowed, and one for the rest", async () => {
    const desk = createDesk();
    for (let index = 0; index < 500; index += 1) desk.refuse("token-unknown", "192.0.2.1");
    expect(await desk.counts()).toEqual({ rows: GUESSES_ALLOWED + 1, counted: 500 });
  });

  test("from all addresses of one IPv6 network is one stranger", async () => {
    const desk = createDesk();
    for (let index = 1; index <= 100; index += 1) desk.refuse("token-missing", `2001:db8::${index}`);
    expect(await desk.counts()).toEqual({ rows: 1, counted: 100 });
  });

  test("with requests that cannot be read leaves one row in 10 s, and is counted each time", async () => {
    const desk = createDesk();
    for (let index = 0; index < 100; index += 1) desk.refuseBare("192.0.2.1");
    expect(await desk.counts()).toEqual({ rows: 1, counted: 100 });
  });

  test("leaves a row at each organization, which hears of its own strangers", async () => {
    const desk = createDesk();
    const at = (asked: string, organization: string) =>
      desk.refuse("token-missing", "192.0.2.1", "gateway", { asked, organization });
    const refs = ["one/clip", "two/clip", "one/live"].map(asked => at(asked, asked.slice(0, 3)));
    expect(new Set(refs).size).toBe(2);
    expect(await desk.counts()).toEqual({ rows: 2, counted: 3 });
  });

  test("learns from references of no application, and fills no log with names of nobody's", async () => {
    const desk = createDesk();
    const at = (asked: string, organization: string | undefined) =>
      desk.refuse("token-missing", "192.0.2.1", "gateway", { asked, organization });
    const nowhere = Array.from({ length: 50 }, (_, index) => at(`none-${index}/clip`, undefined));
    expect(new Set([...nowhere, at("demo/clip", "demo")]).size).toBe(51);
    expect(await desk.counts()).toEqual({ rows: 2, counted: 51 });
    expect(at("none-7/live", undefined)).toBe(nowhere[7]);
  });

  test("takes no reference from another one, nor from another reason", async () => {
    const desk = createDesk();
    const refs = [
      desk.refuse("token-missing", "192.0.2.1"),
      desk.refuse("token-missing", "192.0.2.2"),
      desk.refuse("tokens-conflict", "192.0.2.1"),
    ];
    expect(new Set(refs).size).toBe(3);
  });
});

test("viewers with tokens of their own, and calls with an API key, get a reference each", async () => {
  const desk = createDesk();
  for (let index = 0; index < 20; index += 1) {
    desk.refuse("token-already-used", "192.0.2.1");
    desk.refuse("token-missing", "192.0.2.1", "api");
  }
  expect(await desk.counts()).toEqual({ rows: 40, counted: 40 });
});
