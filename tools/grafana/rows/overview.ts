import { number, type Row, rateOf } from "../panel.ts";

/** The numbers that say whether to look further. */
export const overview: Row = {
  title: "At a glance",
  panels: [
    number("Live sessions", "short", "Who publishes and plays now.", {
      expr: "sum(sluice_sessions_live{$i})",
      legend: "",
    }),
    number("Let in", "percentunit", "Of all decisions. A sudden fall: see the refusals by reason.", {
      expr: `${rateOf("sluice_decisions_total", ', outcome="allow"')} / ${rateOf("sluice_decisions_total")}`,
      legend: "",
    }),
    number("Refused", "reqps", "Refusals a second.", {
      expr: rateOf("sluice_decisions_total", ', outcome="deny"'),
      legend: "",
    }),
    number("Media sent", "bps", "What the gateway sends, in bits a second.", {
      expr: `8 * ${rateOf("sluice_gateway_bytes_total")}`,
      legend: "",
    }),
    number("Up for", "s", "Since the last start, of the server that was started last.", {
      expr: "time() - max(sluice_process_start_time_seconds{$i})",
      legend: "",
    }),
    {
      ...number("Version", "none", "What runs.", {
        expr: "max by (version, node) (sluice_build_info{$i})",
        legend: "{{version}} on Node {{node}}",
      }),
      shows: "name",
    },
  ],
};
