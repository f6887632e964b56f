/** A server that has been ready for so long and then dies is started again at once. */
const SOUND_AFTER_MILLISECONDS = 10_000;
const FIRST_DELAY_MILLISECONDS = 500;
const LONGEST_DELAY_MILLISECONDS = 10_000;

/** When a server that dies is started again. */
export interface RestartDelays {
  /** After a server that was ready for so long, 0 when it never was: milliseconds to wait, 0 to 10,000. */
  next(readyMilliseconds: number): number;
}

/** At once, unless the last one has died young, too: then after half a second, and after twice as long each time. */
export function createRestartDelays(): RestartDelays {
  let young = 0;
  return {
    next(readyMilliseconds) {
      young = readyMilliseconds >= SOUND_AFTER_MILLISECONDS ? 0 : young + 1;
      if (young < 2) return 0;
      return Math.min(LONGEST_DELAY_MILLISECONDS, FIRST_DELAY_MILLISECONDS * 2 ** (young - 2));
    },
  };
}
