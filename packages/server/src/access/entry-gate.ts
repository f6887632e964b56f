const IN_FLIGHT = 8;
const WAITING = 1_000;

/**
 * Lets at most 8 entries per token prepare and admit at once; the others wait their turn, so that 200 parallel
 * entries of one token cost the origin 8 reads, not 200.
 */
export interface EntryGate {
  /** Runs `work` when there is room; undefined when too many wait already. */
  run<T>(tokenId: string, work: () => Promise<T>): Promise<T | undefined>;
}

export function createEntryGate(): EntryGate {
  const lanes = new Map<string, { running: number; waiting: (() => void)[] }>();

  const leave = (tokenId: string): void => {
    const lane = lanes.get(tokenId);
    if (!lane) return;
    const next = lane.waiting.shift();
    if (next) next();
    else if (lane.running === 1) lanes.delete(tokenId);
    else lane.running -= 1;
  };

  return {
    async run(tokenId, work) {
      const lane = lanes.get(tokenId) ?? { running: 0, waiting: [] };
      lanes.set(tokenId, lane);
      if (lane.running < IN_FLIGHT) lane.running += 1;
      else if (lane.waiting.length >= WAITING) return undefined;
      else await new Promise<void>(resolve => lane.waiting.push(resolve));
      try {
        return await work();
      } finally {
        leave(tokenId);
      }
    },
  };
}
