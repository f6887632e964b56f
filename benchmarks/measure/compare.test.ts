import { expect, test } from "vitest";
import { compare } from "./compare.ts";

function scripted(name: string, log: string[], rates: readonly number[]) {
  let round = 0;
  return {
    name,
    async measure() {
      log.push(name);
      round += 1;
      return { perSecond: rates[round - 1] ?? 0 };
    },
  };
}

test("contenders take turns, and the first round does not count", async () => {
  const log: string[] = [];
  const result = await compare(2, scripted("a", log, [1, 10, 30]), [scripted("b", log, [9999, 20, 20])]);
  expect(log).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(result.ours.perSecond).toEqual({ median: 20, lowest: 10, highest: 30 });
  expect(result.peers[0]?.perSecond.highest).toBe(20);
});

test("a ratio pairs the samples of one round, so that a slow moment counts on both sides", async () => {
  const result = await compare(2, scripted("a", [], [1, 10, 100]), [scripted("b", [], [1, 20, 200])]);
  expect(result.peers[0]?.ratio).toEqual({ median: 0.5, lowest: 0.5, highest: 0.5 });
});

test("what no round has measured is left out", async () => {
  const result = await compare(1, scripted("a", [], [1, 1]), []);
  expect(result.ours.p99Milliseconds).toBeUndefined();
});
