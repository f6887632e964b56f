import type { CacheSurroundings } from "./cache-surroundings.ts";
import { createCacheTally } from "./cache-tally.ts";
import { createSegmentMemory } from "./segment-memory.ts";

const MIB = 1024 * 1024;

/** Room of the memory cache where the configuration says nothing. */
const DEFAULT_SEGMENT_CACHE_BYTES = 256 * MIB;

/** The memory cache of a server, for all its origins; undefined when it is to have no room. */
export function createSegmentCache(
  limitBytes: number = DEFAULT_SEGMENT_CACHE_BYTES,
  nowMilliseconds: () => number,
): CacheSurroundings | undefined {
  if (limitBytes === 0) return undefined;
  return { memory: createSegmentMemory(limitBytes), tally: createCacheTally(), nowMilliseconds };
}
