import { existsSync, readFileSync } from "node:fs";
import { denyReasons } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import { mediaServerHooks } from "./index.ts";
import type { HookCall, HookEvent, HookOutcome, MediaServerHook } from "./media-server-hook.ts";
import {
  bodyOf,
  type HookVector,
  kindsWithVectors,
  readHookVectors,
  type VectorAnswer,
} from "./testing/read-hook-vectors.ts";

const REF = "ref-of-this-case";
const docs = new URL("../../../../docs/hooks/", import.meta.url);

test("every file of vectors/hooks belongs to a media server that is answered", () => {
  const answered = mediaServerHooks.map(({ kind }) => kind);
  expect(kindsWithVectors().filter(kind => !answered.some(known => known === kind))).toEqual([]);
});

for (const hook of mediaServerHooks) {
  describe(`calls of ${hook.kind}`, () => {
    const { kind, cases, noEnd } = readHookVectors(hook.kind);

    test("have vectors of their own, with an allowed, a refused, a malformed and an ending one", () => {
      expect(kind).toBe(hook.kind);
      expect(cases.some(answersWith("open", "allowed"))).toBe(true);
      expect(cases.some(answersWith("open", "refused"))).toBe(true);
      expect(cases.some(answersWith("malformed", "refused"))).toBe(true);
      expect(cases.some(answersWith("close", "noted"))).toBe(noEnd === undefined);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });

    test("have a page that says how to connect this server", () => {
      const page = new URL(`${hook.kind}.md`, docs);
      expect(existsSync(page)).toBe(true);
      expect(readFileSync(page, "utf8")).toContain(`/hooks/${hook.kind}`);
    });

    test.each(cases)("$name", vector => {
      const event = hook.parse(callOf(vector, hook));
      expect(withoutDefaults(event)).toEqual(vector.event);
      for (const answer of vector.answers) expectAnswer(hook, event, answer);
    });

    test("are never answered with their token", () => {
      for (const vector of cases) {
        const parsed = hook.parse(callOf(vector, hook));
        if (parsed.event !== "open" || !parsed.token) continue;
        for (const outcome of outcomes)
          expect(JSON.stringify(hook.render(outcome, parsed))).not.toContain(parsed.token);
      }
    });

    test("are answered in order when they are cut or damaged anywhere, and no value of theirs is repeated", () => {
      for (const vector of cases) {
        const call = callOf(vector, hook);
        for (const body of damaged(call.body)) {
          const event = hook.parse({ ...call, body, query: body.toString("latin1") });
          if (event.event === "malformed") expect(event.problem).toMatch(/^[A-Za-z_.]{1,24}$/);
          for (const outcome of outcomes)
            expect(hook.render(outcome, event).status).toBeGreaterThanOrEqual(200);
        }
      }
    });
  });
}

const outcomes: readonly HookOutcome[] = [
  { outcome: "allowed" },
  { outcome: "noted" },
  { outcome: "refused", reason: "token-unknown", ref: REF, title: denyReasons["token-unknown"].title },
];

/** A body cut at, and with another byte at, about forty of its places. */
function damaged(body: Buffer): readonly Buffer[] {
  const step = Math.max(1, Math.floor(body.length / 40));
  const bodies: Buffer[] = [];
  for (let at = 0; at < body.length; at += step) {
    const other = Buffer.from(body);
    other[at] = (at * 7) % 256;
    bodies.push(body.subarray(0, at), other);
  }
  return bodies;
}

function answersWith(event: HookEvent["event"], outcome: HookOutcome["outcome"]) {
  return (vector: HookVector): boolean =>
    vector.event.event === event && vector.answers.some(answer => answer.outcome === outcome);
}

function callOf({ call, server }: HookVector, hook: MediaServerHook): HookCall {
  return {
    method: call.method,
    rest: call.rest,
    query: call.query,
    headers: call.headers,
    body: bodyOf(call),
    nowMilliseconds: Date.UTC(2026, 10, 21),
    server: {
      name: hook.kind,
      kind: hook.kind,
      secrets: [],
      allow: [],
      api: undefined,
      addresses: {},
      ...server,
    },
  };
}

/** As vectors write events: without what is undefined or false. */
function withoutDefaults(event: HookEvent): unknown {
  return JSON.parse(JSON.stringify(event, (_key, value: unknown) => (value === false ? undefined : value)));
}

function expectAnswer(hook: MediaServerHook, event: HookEvent, expected: VectorAnswer): void {
  const { outcome, lifetimeMilliseconds, reason, ...answer } = expected;
  const rendered = hook.render(outcomeOf({ outcome, lifetimeMilliseconds, reason }), event);
  expect({ ...rendered, body: rendered.body || undefined }).toEqual(answer);
}

function outcomeOf({
  outcome,
  lifetimeMilliseconds,
  reason,
}: Pick<VectorAnswer, "outcome" | "lifetimeMilliseconds" | "reason">): HookOutcome {
  if (outcome === "noted") return { outcome };
  if (outcome === "allowed") return { outcome, lifetimeMilliseconds };
  const known = Object.entries(denyReasons).find(([code]) => code === reason);
  if (known === undefined) throw new Error(`no such reason: ${reason}`);
  return { outcome, reason: known[0] as keyof typeof denyReasons, ref: REF, title: known[1].title };
}
