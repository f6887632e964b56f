import { collectDefaultMetrics, Gauge, type Registry } from "prom-client";

/** What a process says of itself. */
export interface ProcessFacts {
  /** Of the server. */
  readonly version: string;
  /** How far the machine's clock is behind the server's, which never goes back. Asked at each scrape. */
  readonly clockLagSeconds: () => number;
}

/** Where nothing is known. */
export const unknownProcess: ProcessFacts = { version: "unknown", clockLagSeconds: () => 0 };

/** Those that Node tells and that docs/metrics.md speaks of; there are more of them. */
export const documentedNodeMetrics: readonly string[] = [
  "sluice_process_cpu_seconds_total",
  "sluice_process_start_time_seconds",
  "sluice_process_resident_memory_bytes",
  "sluice_process_open_fds",
  "sluice_process_max_fds",
  "sluice_nodejs_eventloop_lag_p99_seconds",
  "sluice_nodejs_heap_size_used_bytes",
];

/** Makes them in a registry, and with them what Node tells of itself (`sluice_process_…`, `sluice_nodejs_…`). */
export function createProcessMetrics(registry: Registry, facts: ProcessFacts): void {
  collectDefaultMetrics({ register: registry, prefix: "sluice_" });
  const registers = [registry];
  new Gauge({
    name: "sluice_build_info",
    help: "Always 1; the labels say what runs",
    labelNames: ["version", "node"],
    registers,
  }).set({ version: facts.version, node: process.versions.node }, 1);
  new Gauge({
    name: "sluice_clock_lag_seconds",
    help: "How far this machine's clock is behind the server's, which never goes back",
    registers,
    collect() {
      this.set(facts.clockLagSeconds());
    },
  });
}
