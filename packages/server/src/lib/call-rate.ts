const MILLISECONDS = 1000;
/** Callers remembered; those that have not called for longest are forgotten first. */
const MEMORY = 10_000;

/** How many calls a caller may make. */
export interface CallRateLimit {
  readonly perSecond: number;
  /** At once, after a rest. */
  readonly burst: number;
}

/** Holds callers to a rate: a bucket for each, in memory. */
export interface CallRate {
  /** Takes one call. Undefined: it may go on; else whole seconds, at least 1, after which the next may. */
  take(caller: string, nowMilliseconds: number): number | undefined;
}

/** A call that is refused costs its caller nothing: whoever waits as told gets on. */
export function createCallRate({ perSecond, burst }: CallRateLimit, memory = MEMORY): CallRate {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(caller, nowMilliseconds) {
      const { left, at } = buckets.get(caller) ?? { left: burst, at: nowMilliseconds };
      const earned = (Math.max(0, nowMilliseconds - at) / MILLISECONDS) * perSecond;
      const full = Math.min(burst, left + earned);
      const isRefused = full < 1;
      // Last in the map is who called last.
      buckets.delete(caller);
      buckets.set(caller, { left: isRefused ? full : full - 1, at: nowMilliseconds });
      if (buckets.size > memory) buckets.delete(buckets.keys().next().value ?? "");
      return isRefused ? Math.ceil((1 - full) / perSecond) : undefined;
    },
  };
}
