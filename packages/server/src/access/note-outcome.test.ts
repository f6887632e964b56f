import { describe, expect, test } from "vitest";
import { createMetrics } from "../telemetry/metrics.ts";
import { createChanceBars } from "./chance-bars.ts";
import { noteOutcome } from "./note-outcome.ts";
import type { AccessQuestion } from "./question.ts";
import { catWith, createCatFlow, START_SECONDS } from "./testing/cat-flow.ts";
import { countingPrepare } from "./testing/flow.ts";

function setUp(claims: Parameters<typeof catWith>[0]) {
  const flow = createCatFlow();
  const metrics = createMetrics(() => 0);
  const text = catWith(claims);
  return {
    flow,
    async reused() {
      return (await metrics.tokensReused.get()).values[0]?.value;
    },
    async enter(draw: number, changes: Partial<AccessQuestion> = {}) {
      const question = flow.question(text, { context: { draw }, ...changes });
      const decision = await flow.enter(question, countingPrepare());
      noteOutcome({ bars: flow.bars, metrics }, question, decision);
      return decision;
    },
  };
}

describe("a token that is refused by chance", () => {
  const catpor = [0.25, "viewer-7", START_SECONDS + 40];

  test("stays refused until the time that it names, whatever is drawn then", async () => {
    const { flow, enter } = setUp({ catpor });
    expect((await enter(0.3)).allowed).toBe(true);
    expect(await enter(0.1)).toMatchObject({ reason: "refused-by-chance" });
    expect(await enter(0.9)).toMatchObject({ reason: "refused-by-chance" });
    flow.pass(40);
    expect((await enter(0.9)).allowed).toBe(true);
  });

  test("is barred by no question about what would be", async () => {
    const { enter } = setUp({ catpor });
    expect(await enter(0.1, { mode: "peek" })).toMatchObject({ reason: "refused-by-chance" });
    expect((await enter(0.3)).allowed).toBe(true);
  });

  test("bars no id of another organization, and only so many", () => {
    const bars = createChanceBars(2);
    for (const id of ["a", "b", "c"]) bars.bar("one", id, 100, 1);
    expect(["a", "b", "c"].map(id => bars.isBarred("one", id, 99))).toEqual([false, true, true]);
    expect(bars.isBarred("two", "c", 99)).toBe(false);
    expect(bars.isBarred("one", "c", 100)).toBe(false);
  });
});

describe("a token whose reuse is to be noticed", () => {
  test("opens again, and the decision and the metric say so", async () => {
    const { enter, reused } = setUp({ catreplay: 2 });
    const line = (decision: Awaited<ReturnType<typeof enter>>) =>
      decision.rules.find(({ rule }) => rule === "reuse")?.detail;
    expect(line(await enter(0.5))).toBeUndefined();
    expect(line(await enter(0.5))).toBe("reused: 1 sessions were made with it before");
    expect(await reused()).toBe(1);
  });

  test("is another than one without that wish", async () => {
    const { enter, reused } = setUp({ catreplay: 0 });
    await enter(0.5);
    await enter(0.5);
    expect(await reused()).toBe(0);
  });
});
