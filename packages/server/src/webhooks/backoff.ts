const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one comes: nine attempts within a day. */
const DELAYS_MILLISECONDS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** Receivers that were down together are not asked together again: each delay is up to so much shorter or longer. */
const JITTER = 0.2;

/** Attempts of one delivery before it is given up. */
export const MOST_TRIES = DELAYS_MILLISECONDS.length + 1;

/**
 * Milliseconds from a failed attempt to the next one; undefined: give up. `tries` counts the attempts so far, the one
 * that failed included, from 1; `draw` is a random number from 0 to 1.
 */
export function backoffMilliseconds(tries: number, draw: number): number | undefined {
  const delay = DELAYS_MILLISECONDS[tries - 1];
  return delay === undefined ? undefined : Math.round(delay * (1 - JITTER + 2 * JITTER * draw));
}
