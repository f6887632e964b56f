import { graph, type Row, rateBy } from "../panel.ts";

/** What the gateway serves under sessions. */
export const media: Row = {
  title: "Gateway",
  panels: [
    graph(
      "Bytes sent",
      "bps",
      "In bits a second.",
      [{ expr: `8 * ${rateBy("sluice_gateway_bytes_total", "instance")}`, legend: "{{instance}}" }],
      12,
    ),
    graph(
      "Requests by kind and status",
      "reqps",
      "Under a session. 502 and 504 are the origin's.",
      [{ expr: rateBy("sluice_gateway_requests_total", "kind, status"), legend: "{{kind}} {{status}}" }],
      12,
    ),
    graph(
      "Origins by what came of it",
      "reqps",
      "media, or the reason that there was none. A 404 of the origin's is media-not-found.",
      [{ expr: rateBy("sluice_origin_requests_total", "kind, outcome"), legend: "{{kind}} {{outcome}}" }],
      12,
    ),
    graph(
      "Origins that are down",
      "short",
      "Their last three requests, or more, have failed; the log's origin-lost says which.",
      [{ expr: "sum by (instance) (sluice_origins_down{$i})", legend: "{{instance}}" }],
      12,
    ),
    graph(
      "Segments by where they came from",
      "reqps",
      "Hits cost the origin nothing; shared ones waited for a fetch that was on its way.",
      [{ expr: rateBy("sluice_segment_cache_requests_total", "outcome"), legend: "{{outcome}}" }],
      12,
    ),
    graph(
      "Segments in memory",
      "bytes",
      "Never more than the setting segment_cache_mib.",
      [{ expr: "sum by (instance) (sluice_segment_cache_bytes{$i})", legend: "{{instance}}" }],
      12,
    ),
  ],
};
