import { describe, expect, test } from "vitest";
import { liveSession } from "../sessions/live-session.ts";
import { sampleRequest, sampleToken } from "../store/conformance/samples.ts";
import { newSessionRecord } from "../store/new-session-record.ts";
import { paceDelay } from "./pace.ts";

const MEGABIT = 1_000_000;

function session(bytes: number, bound: boolean, peakBitsPerSecond: number | undefined = 8 * MEGABIT) {
  const { session: fresh } = sampleRequest(sampleToken(), { bound });
  const live = liveSession(newSessionRecord(fresh, fresh.startedAtSeconds), "handle");
  live.peakBitsPerSecond = peakBitsPerSecond;
  live.bytes = bytes;
  return { live, at: (seconds: number) => (fresh.startedAtSeconds + seconds) * 1000 };
}

describe("pacing", () => {
  test("never holds a player back that buffers two minutes ahead and then plays", () => {
    for (const seconds of [0, 10, 100, 3600]) {
      const { live, at } = session((120 + seconds) * MEGABIT, true);
      expect(paceDelay(live, at(seconds))).toBe(0);
    }
  });

  test("holds a downloader to three times real time", () => {
    const { live, at } = session((120 + 3 * 60 + 3) * MEGABIT, true);
    expect(paceDelay(live, at(60))).toBe(1000);
    expect(paceDelay(live, at(61))).toBe(0);
  });

  test("holds nothing back for longer than a player waits", () => {
    const { live, at } = session(1_000_000 * MEGABIT, true);
    expect(paceDelay(live, at(1))).toBe(8_000);
  });

  test("leaves sessions alone that belong to nobody, or whose rate is not known", () => {
    expect(paceDelay(session(10_000 * MEGABIT, false).live, 0)).toBe(0);
    const unknown = session(10_000 * MEGABIT, true);
    unknown.live.peakBitsPerSecond = undefined;
    expect(paceDelay(unknown.live, unknown.at(1))).toBe(0);
  });
});
