import type { CacheTally } from "./cache-tally.ts";
import type { SegmentMemory } from "./segment-memory.ts";

/** What the memory of an origin stands on; all origins share it. */
export interface CacheSurroundings {
  readonly memory: SegmentMemory;
  readonly tally: CacheTally;
  readonly nowMilliseconds: () => number;
}
