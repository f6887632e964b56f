import { expect, test } from "vitest";
import { backoffMilliseconds, MOST_TRIES } from "./backoff.ts";

test("the ninth failure is the last, a day after the first", () => {
  const delays = Array.from({ length: MOST_TRIES }, (_, index) => backoffMilliseconds(index + 1, 0.5));
  expect(delays).toEqual([
    5_000,
    30_000,
    120_000,
    600_000,
    3_600_000,
    10_800_000,
    21_600_000,
    43_200_000,
    undefined,
  ]);
});

test("each delay is up to a fifth shorter or longer", () => {
  expect(backoffMilliseconds(1, 0)).toBe(4_000);
  expect(backoffMilliseconds(1, 1)).toBe(6_000);
});
