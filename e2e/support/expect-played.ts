import { expect } from "vitest";
import type { PlayReport } from "./play.ts";
import type { Reply } from "./viewer.ts";

const LEAST_SECONDS = 55;
const LEAST_SEGMENTS = 20;
/** After the intruders have come, six segments are left to the player that reads furthest ahead, our page. */
const LEAST_SEGMENTS_AFTER = 3;
/** A player that runs ahead of the wall clock by more does not play, it downloads. */
const AHEAD_SECONDS = 8;

/** A play of 60 s counts: its clock, its segments, its one session, and both intruders refused. */
export function expectPlayed(report: PlayReport): void {
  expectClock(report);
  const { segments } = report;
  expect(segments.video, said(report, "video segments")).toBeGreaterThanOrEqual(LEAST_SEGMENTS);
  expect(report.segmentsAfter, said(report, "goes on")).toBeGreaterThanOrEqual(LEAST_SEGMENTS_AFTER);
  expectOneSession(report, LEAST_SEGMENTS);
  expectIntrudersRefused(report);
}

/** The player's own clock advanced, and in time. */
export function expectClock(report: PlayReport, leastSeconds = LEAST_SECONDS): void {
  const { advancedSeconds, wallSeconds } = report.clock;
  expect(advancedSeconds, said(report, "clock")).toBeGreaterThanOrEqual(leastSeconds);
  expect(advancedSeconds - wallSeconds, said(report, "in time")).toBeLessThan(AHEAD_SECONDS);
}

/** Everything came under one session of the token, by one handle. */
export function expectOneSession(report: PlayReport, leastRequests: number): void {
  expect(report.segments.handles, said(report, "handles")).toHaveLength(1);
  expect(report.sessions, said(report, "sessions")).toMatchObject([{ status: "live" }]);
  expect(report.sessions[0]?.requests).toBeGreaterThanOrEqual(leastRequests);
}

/** Whoever copied the entry URL or the session URL saw a refusal with a reason and a reference. */
export function expectIntrudersRefused(report: PlayReport): void {
  expectRefused(report, report.second, "token-already-used");
  expectRefused(report, report.copied, "session-shared");
}

function expectRefused(report: PlayReport, reply: Reply | undefined, reason: string): void {
  expect(reply?.status, said(report, reason)).toBe(403);
  expect(reply?.reason).toBe(reason);
  const ref = reply?.headers["sluice-ref"];
  expect(ref).toMatch(/^[0-9A-Z]{10}$/);
  expect(JSON.parse(reply?.text ?? "{}")).toMatchObject({ reason, ref });
  expect(reply?.headers["access-control-allow-origin"]).toBe("*");
}

function said({ clock, segments, sessions, requests, output }: PlayReport, what: string): string {
  const { advancedSeconds, wallSeconds } = clock;
  const asked = requests.slice(-8).map(({ method, target, status }) => `${status} ${method} ${target}`);
  return [
    `${what}: clock ${advancedSeconds.toFixed(1)} s in ${wallSeconds.toFixed(1)} s, ${requests.length} requests,`,
    `${segments.video} video segments, ${sessions.length} sessions`,
    ...asked,
    output,
  ].join("\n");
}
