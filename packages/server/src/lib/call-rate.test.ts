import { describe, expect, test } from "vitest";
import { createCallRate } from "./call-rate.ts";

describe("a rate of calls", () => {
  test("lets a burst through, then as many as its rate, and tells when the next may come", () => {
    const rate = createCallRate({ perSecond: 0.5, burst: 3 });
    expect([1, 2, 3].map(() => rate.take("a", 0))).toEqual([undefined, undefined, undefined]);
    expect(rate.take("a", 0)).toBe(2);
    expect(rate.take("a", 1000)).toBe(1);
    expect(rate.take("a", 2000)).toBeUndefined();
    expect(rate.take("a", 2000)).toBe(2);
  });

  test("is each caller's own, and a rest earns no more than the burst", () => {
    const rate = createCallRate({ perSecond: 10, burst: 2 });
    expect([rate.take("a", 0), rate.take("a", 0), rate.take("b", 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(rate.take("a", 0)).toBe(1);
    const later = [1, 2, 3].map(() => rate.take("a", 3_600_000));
    expect(later).toEqual([undefined, undefined, 1]);
  });

  test("gives nothing for a clock that goes back", () => {
    const rate = createCallRate({ perSecond: 1, burst: 1 });
    expect([rate.take("a", 5000), rate.take("a", 0), rate.take("a", 500)]).toEqual([undefined, 1, 1]);
  });

  test("remembers no more callers than it may: the one that has not called for longest is forgotten", () => {
    const rate = createCallRate({ perSecond: 0.001, burst: 1 }, 2);
    for (const caller of ["a", "b", "a", "c"]) rate.take(caller, 0);
    expect([rate.take("c", 0), rate.take("a", 0)]).toEqual([1000, 1000]);
    expect(rate.take("b", 0)).toBeUndefined();
  });
});
