/** Work under one name, one after the other, in the order in which it came. */
export interface Turns {
  /** Runs `work` when all earlier work of that name is over, however it ended. Undefined: at once. */
  run<T>(name: string | undefined, work: () => T | Promise<T>): T | Promise<T>;
}

/** Turns that nobody has taken yet. What is over is forgotten. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(name, work) {
      if (name === undefined) return work();
      const mine = (last.get(name) ?? Promise.resolve()).then(work);
      const over = mine.then(
        () => undefined,
        () => undefined,
      );
      last.set(name, over);
      void over.then(() => {
        if (last.get(name) === over) last.delete(name);
      });
      return mine;
    },
  };
}
