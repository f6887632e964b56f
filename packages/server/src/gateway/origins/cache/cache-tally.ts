/** What the memory cache has done, as plain numbers: they are counted on the hottest path and read at a scrape. */
export interface CacheTally {
  /** Answered from memory alone. */
  hits: number;
  /** From memory, after the origin said that nothing has changed. */
  revalidated: number;
  /** Together with a request that was on its way. */
  shared: number;
  /** Fetched, for the memory where it may be kept. */
  misses: number;
  /** Sent to the origin as they were. */
  passed: number;
}

/** Nothing counted yet. */
export function createCacheTally(): CacheTally {
  return { hits: 0, revalidated: 0, shared: 0, misses: 0, passed: 0 };
}
