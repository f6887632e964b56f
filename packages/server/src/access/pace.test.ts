import { describe, expect, test } from "vitest";
import { liveSession } from "../sessions/live-session.ts";
import { sampleRequest, sampleToken } from "../store/conformance/samples.ts";
import { newSessionRecord } from "../store/new-session-record.ts";
import { paceDelay } from "./pace.ts";

const MEGABYTE = 1_000_000;

/** A session of a stream of 1 MB/s, so that megabytes are seconds of media. */
function session(options: { bound?: boolean; peakBitsPerSecond?: number | undefined } = {}) {
  const { session: fresh } = sampleRequest(sampleToken(), { bound: options.bound ?? true });
  const live = liveSession(newSessionRecord(fresh, fresh.startedAtSeconds), "handle");
  live.peakBitsPerSecond = "peakBitsPerSecond" in options ? options.peakBitsPerSecond : 8 * MEGABYTE;
  return {
    fetch: (megabytes: number, atSeconds: number) =>
      paceDelay(live, megabytes * MEGABYTE, (fresh.startedAtSeconds + atSeconds) * 1000),
  };
}

describe("pacing", () => {
  test("never holds a player back that buffers two minutes ahead and then plays, for an hour", () => {
    const { fetch } = session();
    for (let seconds = 0; seconds < 120; seconds += 2) expect(fetch(2, 0)).toBe(0);
    for (let seconds = 2; seconds < 3600; seconds += 2) expect(fetch(2, seconds)).toBe(0);
  });

  test("holds a downloader to three times real time, and then refuses until it has waited", () => {
    const { fetch } = session();
    expect(fetch(120, 0)).toBe(0);
    expect(fetch(3, 0)).toBe(1_000);
    expect(fetch(42, 0)).toBe(15_000);
    expect(fetch(1, 0)).toBe("too-fast");
    expect(fetch(3, 16)).toBe(0);
  });

  test("gives parallel requests one allowance between them", () => {
    const { fetch } = session();
    const answers = Array.from({ length: 1_000 }, () => fetch(1, 0));
    expect(answers.filter(answer => answer !== "too-fast")).toHaveLength(120 + 45);
  });

  test("leaves sessions alone that belong to nobody, or whose rate is not known", () => {
    expect(session({ bound: false }).fetch(10_000, 0)).toBe(0);
    expect(session({ peakBitsPerSecond: undefined }).fetch(10_000, 0)).toBe(0);
  });
});
