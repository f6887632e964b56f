import type { LiveSession } from "../sessions/live-session.ts";

/** A player may fetch so many times faster than it plays. */
const SPEED = 3;
/** What it may fetch ahead before that counts: two minutes of media, and never less than 8 MiB. */
const BURST_SECONDS = 120;
const LEAST_BURST_BYTES = 8 * 1024 * 1024;
/** Nothing is held back longer; a client that is further ahead than this is told to slow down. */
const LONGEST_WAIT_MILLISECONDS = 15_000;

/**
 * How long the next `bytes` of a bound session are held back, in milliseconds: 0 for every player, more for a
 * downloader that runs off with a session that was meant for one viewer, `too-fast` when it has to come back
 * later. What is let through is reserved at once, so that parallel requests share one allowance. Sessions whose
 * rate is not known (MP4, a lone media playlist) are not paced.
 */
export function paceDelay(session: LiveSession, bytes: number, nowMilliseconds: number): number | "too-fast" {
  const bits = session.peakBitsPerSecond;
  if (bits === undefined || !session.record.bound) return 0;
  const bytesPerSecond = (bits / 8) * SPEED;
  const burst = Math.max(LEAST_BURST_BYTES, (bits / 8) * BURST_SECONDS);
  const seconds = Math.max(0, nowMilliseconds / 1000 - session.record.startedAtSeconds);
  const ahead = session.reservedBytes + bytes - burst - bytesPerSecond * seconds;
  const wait = Math.max(0, Math.ceil((ahead / bytesPerSecond) * 1000));
  if (wait > LONGEST_WAIT_MILLISECONDS) return "too-fast";
  session.reservedBytes += bytes;
  return wait;
}
