import { Counter, Gauge, type Registry } from "prom-client";

/** What the memory cache of segments says of itself; its numbers are read at each scrape. */
export interface SegmentCacheFacts {
  readonly tally: {
    readonly hits: number;
    readonly revalidated: number;
    readonly shared: number;
    readonly misses: number;
    readonly passed: number;
  };
  readonly memory: { usedBytes(): number };
}

/** Where there is no cache. */
export const noSegmentCache: SegmentCacheFacts = {
  tally: { hits: 0, revalidated: 0, shared: 0, misses: 0, passed: 0 },
  memory: { usedBytes: () => 0 },
};

/** Makes them in a registry. */
export function createSegmentCacheMetrics(registers: Registry[], { tally, memory }: SegmentCacheFacts): void {
  new Counter({
    name: "sluice_segment_cache_requests_total",
    help: "Segments asked of the memory cache, by where they came from",
    labelNames: ["outcome"],
    registers,
    collect() {
      this.reset();
      this.inc({ outcome: "hit" }, tally.hits);
      this.inc({ outcome: "revalidated" }, tally.revalidated);
      this.inc({ outcome: "shared" }, tally.shared);
      this.inc({ outcome: "miss" }, tally.misses);
      this.inc({ outcome: "passed" }, tally.passed);
    },
  });
  new Gauge({
    name: "sluice_segment_cache_bytes",
    help: "Bytes in the memory cache of segments, with those being fetched",
    registers,
    collect() {
      this.set(memory.usedBytes());
    },
  });
}
