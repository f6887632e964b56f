import { Counter, Gauge, Histogram, type Metric, type Registry } from "prom-client";

/** Hears of the store's writes. It is made before the store, which is opened before there is a server. */
export interface StoreMetrics {
  /** `waiting` tells, whenever it is asked, how many operations wait to be written. */
  watch(waiting: () => number): void;
  /** So many operations were committed together; begin, work and commit took so long. */
  committed(operations: number, seconds: number): void;
  /** So many operations were given up, because the storage was locked, full or broken. */
  gaveUp(operations: number): void;
  /** Adds them to a server's registry. */
  register(registry: Registry): void;
}

/** Makes them in no registry yet. */
export function createStoreMetrics(): StoreMetrics {
  const registers: Registry[] = [];
  let waiting = (): number => 0;
  const waitingGauge = new Gauge({
    name: "sluice_store_waiting",
    help: "Operations that wait to be written",
    registers,
    collect() {
      this.set(waiting());
    },
  });
  const batch = new Histogram({
    name: "sluice_store_batch_operations",
    help: "Operations committed in one transaction",
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const commit = new Histogram({
    name: "sluice_store_commit_seconds",
    help: "Time of one transaction, from its begin to the end of its commit",
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2],
    registers,
  });
  const failures = new Counter({
    name: "sluice_store_failures_total",
    help: "Operations given up because the storage was locked, full or broken",
    registers,
  });
  const all: readonly Metric[] = [waitingGauge, batch, commit, failures];
  return {
    watch(ask) {
      waiting = ask;
    },
    committed(operations, seconds) {
      batch.observe(operations);
      commit.observe(seconds);
    },
    gaveUp: operations => failures.inc(operations),
    register(registry) {
      for (const metric of all) registry.registerMetric(metric);
    },
  };
}
