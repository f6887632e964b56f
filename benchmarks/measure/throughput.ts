import { setImmediate as turn } from "node:timers/promises";

const MILLISECONDS_PER_SECOND = 1000;

/** How long a measurement goes on: until the work is used up or the time is over, whichever comes first. */
export interface Bounds {
  /** Pieces of work at hand. */
  readonly pieces: number;
  readonly milliseconds: number;
}

/**
 * Pieces a second with `inFlight` of them under way at any time. `work` gets the piece's number, from 0. Each round of
 * pieces lets the event loop turn once, so that timers get their time as they do in a server.
 */
export async function throughput(
  { pieces, milliseconds }: Bounds,
  inFlight: number,
  work: (piece: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (next < pieces && performance.now() - start < milliseconds) {
      const piece = next;
      next += 1;
      if (piece % inFlight === 0) await turn();
      await work(piece);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (next / (performance.now() - start)) * MILLISECONDS_PER_SECOND;
}

/** The same for work that never waits: `work` does up to `step` pieces from the given one on. */
export function blockingThroughput(
  { pieces, milliseconds }: Bounds,
  step: number,
  work: (from: number, to: number) => void,
): number {
  const start = performance.now();
  let done = 0;
  while (done < pieces && performance.now() - start < milliseconds) {
    const to = Math.min(done + step, pieces);
    work(done, to);
    done = to;
  }
  return (done / (performance.now() - start)) * MILLISECONDS_PER_SECOND;
}
