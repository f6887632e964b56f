import { graph, type Row, rateBy } from "../panel.ts";

/** The process and its machine. */
export const process: Row = {
  title: "Process",
  panels: [
    graph("Event loop lag (p99)", "s", "Above 0.1 s everything else is late, too.", [
      { expr: "max by (instance) (sluice_nodejs_eventloop_lag_p99_seconds{$i})", legend: "{{instance}}" },
    ]),
    graph("Memory", "bytes", "Resident, and of that JavaScript's heap.", [
      {
        expr: "sum by (instance) (sluice_process_resident_memory_bytes{$i})",
        legend: "{{instance}} resident",
      },
      { expr: "sum by (instance) (sluice_nodejs_heap_size_used_bytes{$i})", legend: "{{instance}} heap" },
    ]),
    graph("CPU", "percentunit", "1 is one core; JavaScript uses one.", [
      { expr: rateBy("sluice_process_cpu_seconds_total", "instance"), legend: "{{instance}}" },
    ]),
    graph(
      "Open files and connections",
      "short",
      "Against what the system allows.",
      [
        { expr: "sum by (instance) (sluice_process_open_fds{$i})", legend: "{{instance}} open" },
        { expr: "sum by (instance) (sluice_process_max_fds{$i})", legend: "{{instance}} allowed" },
      ],
      12,
    ),
    graph(
      "Clock lag",
      "s",
      "Above 0 the machine's clock is behind what the server has seen: set it right.",
      [{ expr: "max by (instance) (sluice_clock_lag_seconds{$i})", legend: "{{instance}}" }],
      12,
    ),
  ],
};
