/** How many short texts are as long as the long one. */
const FACTOR = 16;
/** What is quadratic takes 16 times as long for the long text; a linear run on a busy machine stays below. */
const MOST_TIMES_AS_LONG = 5;
/** Below this a reading says nothing. Milliseconds. */
const NOISE_MILLISECONDS = 60;
const MOST_ROUNDS = 8;

/** What `timeOfGrowth` found: the best readings, in milliseconds. */
export interface Growth {
  /** Of sixteen short texts, one after the other. */
  readonly shortMilliseconds: number;
  /** Of one that is as long as they are together. */
  readonly longMilliseconds: number;
  /** False: in no round the long text took about as long as the short ones. */
  readonly isLinear: boolean;
}

/**
 * Runs `work` over sixteen texts of `characters`, and over one of sixteen times as many, and compares: in linear time it is
 * the same work. By the wall clock and the best of up to eight rounds. A bound in milliseconds fails on a busy machine,
 * also one of processor time: what a sandbox or virtual machine tells of it goes on while a thread waits for its turn, and
 * comes in steps longer than the work. Both sides take the same time here, so that waiting falls on both.
 */
export function timeOfGrowth(
  textOf: (characters: number) => string,
  work: (text: string) => void,
  characters: number,
): Growth {
  const [short, long] = [textOf(characters), textOf(FACTOR * characters)];
  let shortMilliseconds = Number.POSITIVE_INFINITY;
  let longMilliseconds = Number.POSITIVE_INFINITY;
  let isLinear = false;
  for (let round = 0; round < MOST_ROUNDS && !isLinear; round += 1) {
    const ofShort = wallMilliseconds(() => {
      for (let time = 0; time < FACTOR; time += 1) work(short);
    });
    const ofLong = wallMilliseconds(() => work(long));
    shortMilliseconds = Math.min(shortMilliseconds, ofShort);
    longMilliseconds = Math.min(longMilliseconds, ofLong);
    isLinear = longMilliseconds <= MOST_TIMES_AS_LONG * shortMilliseconds + NOISE_MILLISECONDS;
  }
  return { shortMilliseconds, longMilliseconds, isLinear };
}

function wallMilliseconds(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
