import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { Deadline, DeadlinePassedError } from "./deadline.ts";

const never = new Promise<never>(() => {});

test("work that is not done in time is rejected and its signal aborts", async () => {
  const deadline = new Deadline(new AbortController().signal, 10);
  await expect(deadline.race(never)).rejects.toThrow(DeadlinePassedError);
  expect(deadline.signal.aborted).toBe(true);
});

test("once met, only the request's own signal aborts", async () => {
  const request = new AbortController();
  const deadline = new Deadline(request.signal, 10);
  expect(await deadline.race(Promise.resolve(1))).toBe(1);
  deadline.met();
  await wait(30);
  expect(deadline.signal.aborted).toBe(false);
  request.abort();
  expect(deadline.signal.aborted).toBe(true);
});

test("a request that is aborted, before or during the work, does not wait for it", async () => {
  const request = new AbortController();
  const deadline = new Deadline(request.signal, 60_000);
  const during = deadline.race(never);
  request.abort(new Error("gone"));
  await expect(during).rejects.toThrow("gone");
  const before = new Deadline(request.signal, 60_000);
  await expect(before.race(never)).rejects.toThrow("gone");
  deadline.met();
  before.met();
});
