import { Counter, type Registry } from "prom-client";

/** Of media under a session. */
export interface GatewayMetrics {
  readonly gatewayRequests: Counter<"kind" | "status">;
  readonly gatewayBytes: Counter<string>;
}

/** Makes them in a registry. */
export function createGatewayMetrics(registers: Registry[]): GatewayMetrics {
  return {
    gatewayRequests: new Counter({
      name: "sluice_gateway_requests_total",
      help: "Requests under a session",
      labelNames: ["kind", "status"],
      registers,
    }),
    gatewayBytes: new Counter({ name: "sluice_gateway_bytes_total", help: "Media bytes sent", registers }),
  };
}
