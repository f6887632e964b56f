import { describe, expect, test } from "vitest";
import { asAbortSignal, Departure } from "./departure.ts";

/** A listener that counts its calls. */
function counter() {
  const listener = {
    calls: 0,
    handleEvent() {
      listener.calls += 1;
    },
  };
  return listener;
}

describe("a departure", () => {
  test("is told to each listener once, however often it is said", () => {
    const departure = new Departure();
    const [first, second] = [counter(), counter()];
    departure.addEventListener("abort", first);
    departure.addEventListener("abort", second);
    expect(departure.aborted).toBe(false);
    departure.abort();
    departure.abort();
    expect(departure.aborted).toBe(true);
    expect(departure.reason).toBeInstanceOf(Error);
    expect([first.calls, second.calls]).toEqual([1, 1]);
  });

  test("is not told to a listener that was taken off, and disturbs no other", () => {
    const departure = new Departure();
    const [first, second] = [counter(), counter()];
    departure.addEventListener("abort", first);
    departure.addEventListener("abort", second);
    departure.removeEventListener("abort", first);
    departure.removeEventListener("abort", counter());
    departure.abort();
    expect([first.calls, second.calls]).toEqual([0, 1]);
  });

  test("is an AbortSignal for whoever needs one, before and after", () => {
    const departure = new Departure();
    const before = asAbortSignal(departure);
    expect(before.aborted).toBe(false);
    departure.abort();
    expect(before.reason).toBe(departure.reason);
    expect(asAbortSignal(departure).aborted).toBe(true);
    const { signal } = new AbortController();
    expect(asAbortSignal(signal)).toBe(signal);
  });
});
