/** Runs work in the order in which it came, so many at once. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** `atOnce`: from 1 on. What the work throws is its caller's. */
export function inTurn(atOnce: number): InTurn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Its place goes to the next one, without ever being free in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
