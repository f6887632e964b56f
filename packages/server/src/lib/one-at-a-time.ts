/** Runs work, one piece after the other. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

/** Pieces of work that must not overlap, in the order in which they are handed in. One that fails stops none. */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
