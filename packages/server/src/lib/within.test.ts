import { expect, test, vi } from "vitest";
import { within } from "./within.ts";

/** Long enough for a machine that does other things, too. */
const SOON = { timeout: 10_000 };

test("what is there in time is the answer, and nothing of it is late", async () => {
  const late = vi.fn<(value: string) => void>();
  expect(await within(Promise.resolve("in time"), 1_000, late)).toBe("in time");
  expect(late).not.toHaveBeenCalled();
});

test("what comes too late is handed on, and is no answer", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const late = vi.fn<(value: string) => void>();
  expect(await within(promise, 1, late)).toBeUndefined();
  resolve("too late");
  await vi.waitFor(() => expect(late.mock.calls).toEqual([["too late"]]), SOON);
});

test("a failure in time is the caller's, and one that comes too late is nobody's", async () => {
  await expect(within(Promise.reject(new Error("broken")), 1_000)).rejects.toThrow("broken");
  const { promise, reject } = Promise.withResolvers<string>();
  expect(await within(promise, 1)).toBeUndefined();
  reject(new Error("broken later"));
  await new Promise(setImmediate);
});
