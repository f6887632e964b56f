import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

test("work runs in its order and never overlaps, also behind work that fails", async () => {
  const inTurn = oneAtATime();
  const seen: string[] = [];
  const piece = (name: string, milliseconds: number) =>
    inTurn(async () => {
      seen.push(`${name} begins`);
      await sleep(milliseconds);
      seen.push(`${name} ends`);
      if (name === "b") throw new Error("it failed");
      return name;
    });
  const all = [piece("a", 5), piece("b", 1), piece("c", 0)];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(seen).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});
