/** How much longer the long text is than the short one. */
const FACTOR = 8;
/** What is quadratic takes 64 times as long; a linear run on a busy machine stays far below. */
const MOST_TIMES_AS_LONG = 3 * FACTOR;
/** Below this a reading says nothing. Milliseconds. */
const NOISE_MILLISECONDS = 60;
const MOST_ROUNDS = 12;

/** What `timeOfGrowth` found: the best readings, in milliseconds. */
export interface Growth {
  readonly shortMilliseconds: number;
  readonly longMilliseconds: number;
  /** False: no reading of the long text was as short as linear time would have it. */
  readonly isLinear: boolean;
}

/**
 * Runs `work` over a text of `characters` and over one of eight times as many, and compares. By the wall clock and the best
 * of up to twelve rounds: the processor time that a sandbox or virtual machine tells goes on while a thread waits for its
 * turn, and comes in steps longer than the work, so that a bound in milliseconds of it fails on a busy machine.
 */
export function timeOfGrowth(
  textOf: (characters: number) => string,
  work: (text: string) => void,
  characters: number,
): Growth {
  const [short, long] = [textOf(characters), textOf(FACTOR * characters)];
  let shortMilliseconds = Number.POSITIVE_INFINITY;
  let longMilliseconds = Number.POSITIVE_INFINITY;
  const isLinear = (): boolean =>
    longMilliseconds <= MOST_TIMES_AS_LONG * shortMilliseconds + NOISE_MILLISECONDS;
  for (let round = 0; round < MOST_ROUNDS && (round === 0 || !isLinear()); round += 1) {
    // A round that the machine slows down may slow down both.
    shortMilliseconds = Math.min(
      shortMilliseconds,
      wallMilliseconds(() => work(short)),
    );
    longMilliseconds = Math.min(
      longMilliseconds,
      wallMilliseconds(() => work(long)),
    );
  }
  return { shortMilliseconds, longMilliseconds, isLinear: isLinear() };
}

function wallMilliseconds(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
