import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { Deadline, DeadlinePassedError } from "./deadline.ts";

test("the signal aborts when the time is over", async () => {
  const deadline = new Deadline(new AbortController().signal, 10);
  await expect.poll(() => deadline.signal.aborted).toBe(true);
  expect(deadline.signal.reason).toBeInstanceOf(DeadlinePassedError);
});

test("once met, only the request's own signal aborts", async () => {
  const request = new AbortController();
  const deadline = new Deadline(request.signal, 10);
  deadline.met();
  await wait(30);
  expect(deadline.signal.aborted).toBe(false);
  request.abort();
  expect(deadline.signal.aborted).toBe(true);
});

test("a request that was aborted before has no time at all", () => {
  const deadline = new Deadline(AbortSignal.abort(new Error("gone")), 60_000);
  expect(deadline.signal.reason).toEqual(new Error("gone"));
  deadline.met();
});
