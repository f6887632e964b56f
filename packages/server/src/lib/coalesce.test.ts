import { expect, test } from "vitest";
import { coalesce } from "./coalesce.ts";

/** Work that the test ends, and that tells how often it was started and given up. */
function createWork() {
  const runs: { readonly signal: AbortSignal; end(value: string): void; fail(error: Error): void }[] = [];
  const work = (signal: AbortSignal): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    runs.push({ signal, end: resolve, fail: reject });
    return promise;
  };
  return { runs, work };
}

const patient = new AbortController().signal;

test("callers that ask for the same while it runs share one run, and others do not", async () => {
  const once = coalesce<string>();
  const { runs, work } = createWork();
  const answers = [once("a", work, patient), once("a", work, patient), once("b", work, patient)];
  runs[0]?.end("first");
  runs[1]?.end("second");
  expect(await Promise.all(answers)).toEqual(["first", "first", "second"]);
  expect(runs).toHaveLength(2);
});

test("nothing is kept: who asks after the end starts anew, also after a failure", async () => {
  const once = coalesce<string>();
  const { runs, work } = createWork();
  const failed = once("a", work, patient);
  runs[0]?.fail(new Error("broken"));
  await expect(failed).rejects.toThrow("broken");
  const second = once("a", work, patient);
  runs[1]?.end("fresh");
  expect(await second).toBe("fresh");
  expect(runs.map(({ signal }) => signal.aborted)).toEqual([false, false]);
});

test("a caller that goes away is let go at once and takes nothing from the others", async () => {
  const once = coalesce<string>();
  const { runs, work } = createWork();
  const leaver = new AbortController();
  const left = once("a", work, leaver.signal);
  const stays = once("a", work, patient);
  leaver.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  expect(runs[0]?.signal.aborted).toBe(false);
  runs[0]?.end("whole");
  expect(await stays).toBe("whole");
});

test("work that nobody waits for any more is given up, and does not spoil the next run", async () => {
  const once = coalesce<string>();
  const { runs, work } = createWork();
  const leaver = new AbortController();
  const left = once("a", work, leaver.signal);
  leaver.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  expect(runs[0]?.signal.aborted).toBe(true);
  const next = once("a", work, patient);
  runs[0]?.fail(new Error("aborted"));
  await Promise.resolve();
  const joined = once("a", work, patient);
  runs[1]?.end("fresh");
  expect(await Promise.all([next, joined])).toEqual(["fresh", "fresh"]);
  expect(runs).toHaveLength(2);
});

test("a caller that is gone already starts nothing", async () => {
  const { runs, work } = createWork();
  await expect(coalesce<string>()("a", work, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  expect(runs).toHaveLength(0);
});
