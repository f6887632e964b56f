import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { expiryPlan, watchExpiry } from "./watch-expiry.ts";

const NOW = 1_800_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Watches an end that is so many seconds away. */
function watch(leftSeconds: number, renew?: () => Promise<boolean>, clockAheadSeconds = 0) {
  const lefts: (number | undefined)[] = [];
  const stop = watchExpiry({
    expiresAtSeconds: NOW + clockAheadSeconds + leftSeconds,
    clockAheadSeconds,
    renew,
    onLeft: left => lefts.push(left),
  });
  return { lefts, stop };
}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe("near its end", () => {
  test("a session counts down its last five minutes where nobody can be asked", async () => {
    const { lefts } = watch(1_000);
    await pass(699);
    expect(lefts.at(-1)).toBeUndefined();
    await pass(1);
    expect(lefts.at(-1)).toBe(300);
    await pass(400);
    expect(lefts.at(-1)).toBe(0);
  });

  test("it asks two minutes before, and counts only the last minute", async () => {
    const renew = vi.fn(async () => false);
    const { lefts } = watch(1_000, renew);
    await pass(879);
    expect(renew).not.toHaveBeenCalled();
    await pass(2);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(lefts.at(-1)).toBeUndefined();
    await pass(60);
    expect(lefts.at(-1)).toBe(59);
  });

  test("it asks again every five seconds until it worked, also when the one who is asked fails", async () => {
    const renew = vi.fn<() => Promise<boolean>>();
    renew.mockRejectedValueOnce(new Error("no")).mockResolvedValueOnce(false).mockResolvedValue(true);
    watch(300, renew);
    await pass(181);
    expect(renew).toHaveBeenCalledTimes(1);
    await pass(5);
    expect(renew).toHaveBeenCalledTimes(2);
    await pass(60);
    expect(renew).toHaveBeenCalledTimes(3);
  });

  test("it goes by the server's clock, not by the viewer's", async () => {
    const { lefts } = watch(1_000, undefined, 3_600);
    await pass(700);
    expect(lefts.at(-1)).toBe(300);
  });

  test("nothing is asked twice at once, and nothing after it was stopped", async () => {
    const renew = vi.fn(() => new Promise<boolean>(() => {}));
    const { stop } = watch(200, renew);
    await pass(150);
    expect(renew).toHaveBeenCalledTimes(1);
    stop();
    await pass(100);
    expect(renew).toHaveBeenCalledTimes(1);
  });
});

test("a session without an end counts nothing down", () => {
  const onLeft = vi.fn();
  watchExpiry({ expiresAtSeconds: null, clockAheadSeconds: 0, renew: undefined, onLeft });
  vi.advanceTimersByTime(1e9);
  expect(onLeft).toHaveBeenCalledExactlyOnceWith(undefined);
});

test("a short session has all of it in its second half", () => {
  expect(expiryPlan(20, true)).toEqual({ renewFromSeconds: 10, countFromSeconds: 5 });
  expect(expiryPlan(20, false)).toEqual({ renewFromSeconds: 10, countFromSeconds: 10 });
});
