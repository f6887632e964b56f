import { formatDuration } from "../../lib/duration.ts";

/** Unix seconds as `2026-11-21 02:20:11 UTC`: the same clock as the log's. */
export function timeText(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** A time and how far it is from now: `2026-11-21 02:20:11 UTC (in 23h 59m)`. */
export function timeFromNow(seconds: number, nowSeconds: number): string {
  return `${timeText(seconds)} (${distance(seconds, nowSeconds)})`;
}

/** How far a time is from now: `in 2h`, `3s ago`. */
export function distance(seconds: number, nowSeconds: number): string {
  const ahead = Math.floor(seconds) - nowSeconds;
  return ahead > 0 ? `in ${formatDuration(ahead)}` : `${formatDuration(-ahead)} ago`;
}
