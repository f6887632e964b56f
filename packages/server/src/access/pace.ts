import type { LiveSession } from "../sessions/live-session.ts";

/** A player may fetch so many times faster than it plays. */
const SPEED = 3;
/** What it may fetch ahead before that counts: two minutes of media, and never less than 8 MiB. */
const BURST_SECONDS = 120;
const LEAST_BURST_BYTES = 8 * 1024 * 1024;
/** No answer is held back longer, so that no player takes us for dead. Milliseconds. */
const LONGEST_WAIT_MILLISECONDS = 8_000;

/**
 * How long the next media under a bound session is held back, in milliseconds: 0 for every player, more for a
 * downloader that runs off with a session that was meant for one viewer. Sessions whose rate is not known
 * (MP4, a lone media playlist) are not paced.
 */
export function paceDelay(session: LiveSession, nowMilliseconds: number): number {
  const bits = session.peakBitsPerSecond;
  if (bits === undefined || !session.record.bound) return 0;
  const bytesPerSecond = (bits / 8) * SPEED;
  const burst = Math.max(LEAST_BURST_BYTES, (bits / 8) * BURST_SECONDS);
  const seconds = nowMilliseconds / 1000 - session.record.startedAtSeconds;
  const ahead = session.bytes - burst - bytesPerSecond * Math.max(0, seconds);
  return ahead <= 0 ? 0 : Math.min(LONGEST_WAIT_MILLISECONDS, Math.ceil((ahead / bytesPerSecond) * 1000));
}
