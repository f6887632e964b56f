import { describe, expect, test } from "vitest";
import { createGuessThrottle } from "./guess-throttle.ts";

describe("the throttle of guesses", () => {
  test("tells an address to wait after its limit, and no other", () => {
    const throttle = createGuessThrottle(3);
    expect([1, 2, 3, 4, 5].map(() => throttle.note("192.0.2.1", 100))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(throttle.note("192.0.2.2", 100)).toBe(false);
  });

  test("forgets after a minute, however often the address asks meanwhile", () => {
    const throttle = createGuessThrottle(1);
    throttle.note("a", 100);
    for (let second = 100; second < 160; second += 1) expect(throttle.note("a", second)).toBe(true);
    expect(throttle.note("a", 160)).toBe(false);
  });

  test("remembers a bounded number of addresses", () => {
    const throttle = createGuessThrottle(1);
    throttle.note("first", 100);
    for (let index = 0; index < 30_000; index += 1) throttle.note(`2001:db8:${index.toString(16)}::/64`, 100);
    // The oldest was forgotten to make room: nothing grows with the number of guessers.
    expect(throttle.note("first", 100)).toBe(false);
  });
});
