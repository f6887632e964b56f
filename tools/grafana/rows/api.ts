import { graph, type Row, rateBy, rateOf } from "../panel.ts";

/** What programs ask of the API, and what it tells them by webhooks. */
export const api: Row = {
  title: "API and webhooks",
  panels: [
    graph("API latency (p99) by route", "s", "Lists should answer under 200 ms.", [
      {
        expr: "histogram_quantile(0.99, sum by (le, route) (rate(sluice_api_request_seconds_bucket{$i}[$__rate_interval])))",
        legend: "{{route}}",
      },
    ]),
    graph("API requests by status", "reqps", "503: the store. 500: a fault; its reference is in the log.", [
      {
        expr: rateBy("sluice_api_request_seconds_count", "status, method"),
        legend: "{{method}} {{status}}",
      },
    ]),
    graph(
      "Tokens made",
      "cps",
      "By kind and action; and those that came again though their issuer wants to hear of it.",
      [
        { expr: rateBy("sluice_tokens_created_total", "kind, action"), legend: "{{kind}} to {{action}}" },
        { expr: rateOf("sluice_tokens_reused_total"), legend: "reused" },
      ],
    ),
    graph(
      "Webhook attempts",
      "cps",
      "Failed ones are tried again, later and later.",
      [{ expr: rateBy("sluice_webhook_attempts_total", "outcome"), legend: "{{outcome}}" }],
      12,
    ),
    graph(
      "Webhook events dropped",
      "cps",
      "Too many were waiting: a receiver does not keep up.",
      [{ expr: rateBy("sluice_webhook_events_dropped_total", "instance"), legend: "{{instance}}" }],
      12,
    ),
  ],
};
