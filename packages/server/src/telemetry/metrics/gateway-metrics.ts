import { Counter, type Registry } from "prom-client";

/** Of media under a session. */
export interface GatewayMetrics {
  readonly gatewayRequests: Counter<"kind" | "status">;
  readonly gatewayBytes: Counter<string>;
  /** Whole segments sent from memory: plain numbers, because that is the hottest path; the counters take them in. */
  readonly sentFromMemory: { requests: number; bytes: number };
}

/** Makes them in a registry. */
export function createGatewayMetrics(registers: Registry[]): GatewayMetrics {
  const sentFromMemory = { requests: 0, bytes: 0 };
  return {
    sentFromMemory,
    gatewayRequests: new Counter({
      name: "sluice_gateway_requests_total",
      help: "Requests under a session",
      labelNames: ["kind", "status"],
      registers,
      collect() {
        if (sentFromMemory.requests > 0) this.inc({ kind: "media", status: "200" }, sentFromMemory.requests);
        sentFromMemory.requests = 0;
      },
    }),
    gatewayBytes: new Counter({
      name: "sluice_gateway_bytes_total",
      help: "Media bytes sent",
      registers,
      collect() {
        this.inc(sentFromMemory.bytes);
        sentFromMemory.bytes = 0;
      },
    }),
  };
}
