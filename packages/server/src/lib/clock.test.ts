import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClock } from "./clock.ts";

const START = 1_800_000_000_000;

function fakeSources() {
  const time = { wall: START, monotonic: 5_000 };
  return {
    time,
    sources: { wallMilliseconds: () => time.wall, monotonicMilliseconds: () => time.monotonic },
    pass: (milliseconds: number) => {
      time.wall += milliseconds;
      time.monotonic += milliseconds;
    },
  };
}

describe("createClock", () => {
  test("an undisturbed clock tells the wall clock's time in whole seconds and milliseconds", () => {
    const { sources, pass } = fakeSources();
    const clock = createClock(sources);
    pass(1_999.7);
    expect(clock.nowMilliseconds()).toBe(START + 1_999);
    expect(clock.nowSeconds()).toBe(START / 1000 + 1);
  });

  test("a forward jump of the wall clock is followed at once", () => {
    const { sources, time } = fakeSources();
    const clock = createClock(sources);
    time.wall += 3_600_000;
    expect(clock.nowMilliseconds()).toBe(START + 3_600_000);
  });

  test("after a backward jump time goes on from the highest value seen, at monotonic pace", () => {
    const { sources, time, pass } = fakeSources();
    const clock = createClock(sources);
    expect(clock.nowMilliseconds()).toBe(START);
    time.wall -= 3_600_000;
    expect(clock.nowMilliseconds()).toBe(START);
    pass(2_500);
    expect(clock.nowMilliseconds()).toBe(START + 2_500);
  });

  test("the wall clock is followed again once it is ahead", () => {
    const { sources, time, pass } = fakeSources();
    const clock = createClock(sources);
    time.wall -= 10_000;
    pass(1_000);
    clock.nowMilliseconds();
    time.wall = START + 20_000;
    expect(clock.nowMilliseconds()).toBe(START + 20_000);
  });

  test("the clock starts at no less than the store's high-water mark and runs on from there", () => {
    const { sources, pass } = fakeSources();
    const mark = START / 1000 + 60;
    const clock = createClock({ ...sources, notBeforeSeconds: mark });
    expect(clock.nowSeconds()).toBe(mark);
    pass(1_000);
    expect(clock.nowSeconds()).toBe(mark + 1);
  });

  test("a mark in the past changes nothing", () => {
    const { sources } = fakeSources();
    expect(createClock({ ...sources, notBeforeSeconds: 1 }).nowMilliseconds()).toBe(START);
  });

  test("a mark that is no time is refused, so a broken store cannot stop the clock", () => {
    for (const notBeforeSeconds of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
      expect(() => createClock({ notBeforeSeconds })).toThrow(RangeError);
    }
  });

  test("whatever both sources do, the clock never goes backwards", () => {
    const step = fc.record({
      wall: fc.integer({ min: -10_000_000, max: 10_000_000 }),
      monotonic: fc.integer({ min: -10, max: 100_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), steps => {
        const { sources, time } = fakeSources();
        const clock = createClock(sources);
        let last = clock.nowMilliseconds();
        for (const { wall, monotonic } of steps) {
          time.wall += wall;
          time.monotonic += monotonic;
          const now = clock.nowMilliseconds();
          expect(now).toBeGreaterThanOrEqual(last);
          last = now;
        }
      }),
    );
  });

  test("reading often adds no drift to a clock whose wall source is rounded down", () => {
    const { time, pass } = fakeSources();
    const clock = createClock({
      wallMilliseconds: () => Math.floor(time.wall),
      monotonicMilliseconds: () => time.monotonic,
    });
    for (let reads = 0; reads < 1_000; reads += 1) {
      pass(0.3);
      clock.nowMilliseconds();
    }
    expect(Math.abs(clock.nowMilliseconds() - time.wall)).toBeLessThanOrEqual(1);
  });

  test("without sources it reads the machine's clock", () => {
    expect(Math.abs(createClock().nowMilliseconds() - Date.now())).toBeLessThan(1_000);
  });
});
