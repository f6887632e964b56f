import { expect, test } from "vitest";
import { createRestartDelays } from "./restart-delay.ts";

test("a server that dies is started again at once, and ever later when it goes on dying young", () => {
  const delays = createRestartDelays();
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => delays.next(100));
  expect(waits).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test("a server that was ready for ten seconds is started again at once, whatever was before", () => {
  const delays = createRestartDelays();
  for (let death = 0; death < 5; death += 1) delays.next(0);
  expect(delays.next(10_000)).toBe(0);
  expect(delays.next(0)).toBe(0);
  expect(delays.next(0)).toBe(500);
});
