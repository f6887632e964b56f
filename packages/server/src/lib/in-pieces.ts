import { setImmediate } from "node:timers/promises";

/** Whoever asks waits while something else runs: viewers, and media servers that stop as a whole. It pauses so often. */
const PIECE_MILLISECONDS = 2;

/** Says when a long work is to let others take their turn. */
export interface Pauses {
  isDue(): boolean;
  take(): Promise<void>;
}

export function createPauses(): Pauses {
  let beganMilliseconds = performance.now();
  return {
    isDue: () => performance.now() - beganMilliseconds >= PIECE_MILLISECONDS,
    async take() {
      await setImmediate();
      beganMilliseconds = performance.now();
    },
  };
}

/** Calls `each` with one item after the other, and lets others take their turn every 2 ms. */
export async function inPieces<T>(items: Iterable<T>, each: (item: T) => void): Promise<void> {
  const pauses = createPauses();
  for (const item of items) {
    each(item);
    if (pauses.isDue()) await pauses.take();
  }
}
