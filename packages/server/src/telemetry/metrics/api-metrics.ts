import { Histogram, type Registry } from "prom-client";

/** Of the API, and of the pages and files that share its listener. */
export interface ApiMetrics {
  /** `route` is the pattern (`/v1/tokens/:id`), never an address. */
  readonly apiRequestSeconds: Histogram<"route" | "method" | "status">;
}

/** Makes them in a registry. */
export function createApiMetrics(registers: Registry[]): ApiMetrics {
  return {
    apiRequestSeconds: new Histogram({
      name: "sluice_api_request_seconds",
      help: "Time from an API request's head to the end of its answer",
      labelNames: ["route", "method", "status"],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.2, 0.5, 1, 5],
      registers,
    }),
  };
}
