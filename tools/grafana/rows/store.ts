import { graph, quantiles, type Row, rateBy, rateOf } from "../panel.ts";

/** Whether the database keeps up. */
export const store: Row = {
  title: "Store",
  panels: [
    graph(
      "Operations waiting",
      "short",
      "To be written. It stays near 0 while the disk keeps up.",
      [{ expr: "sum by (instance) (sluice_store_waiting{$i})", legend: "{{instance}}" }],
      6,
    ),
    graph(
      "Transactions",
      "s",
      "Begin, work and commit together.",
      quantiles("sluice_store_commit_seconds"),
      6,
    ),
    graph(
      "Operations in a transaction",
      "short",
      "Under load they share one; 64 is the most.",
      [
        {
          expr: `${rateOf("sluice_store_batch_operations_sum")} / ${rateOf("sluice_store_batch_operations_count")}`,
          legend: "mean",
        },
      ],
      6,
    ),
    graph(
      "Operations given up",
      "cps",
      "The storage was locked, full or broken: free it, it recovers.",
      [{ expr: rateBy("sluice_store_failures_total", "instance"), legend: "{{instance}}" }],
      6,
    ),
  ],
};
