import { Counter, Gauge, type Registry } from "prom-client";

/** Of the places that media comes from. */
export interface OriginMetrics {
  readonly originRequests: Counter<"kind" | "outcome">;
  readonly originsDown: Gauge<string>;
}

/** Makes them in a registry. */
export function createOriginMetrics(registers: Registry[]): OriginMetrics {
  return {
    originRequests: new Counter({
      name: "sluice_origin_requests_total",
      help: "Requests to origins, by the kind of origin and what came of it: media, or the reason that there was none",
      labelNames: ["kind", "outcome"],
      registers,
    }),
    originsDown: new Gauge({
      name: "sluice_origins_down",
      help: "Origins whose last three requests, or more, have failed",
      registers,
    }),
  };
}
