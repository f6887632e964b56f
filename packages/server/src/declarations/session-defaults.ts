/** One day. */
export const DAY_SECONDS = 86_400;

/** A year of 365 days. */
export const YEAR_SECONDS = 365 * DAY_SECONDS;

/** Clocks of a session where the application names none, by the kind of its stream, in seconds. */
export const SESSION_DEFAULTS = {
  live: { idle_seconds: 90, max_seconds: 43_200, lease_seconds: 45 },
  vod: { idle_seconds: 21_600, max_seconds: 86_400, lease_seconds: 180 },
} as const;

/** How the holder of a used token may repeat the entry, where the application does not say. */
export const GRACE_DEFAULTS = { seconds: 10, repeats: 3 } as const;

/** Life of a token that names no end, where the application does not say, in seconds. */
export const DEFAULT_TTL_SECONDS = DAY_SECONDS;
