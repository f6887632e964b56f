import { Counter, Gauge, type Registry } from "prom-client";

/** Of media servers that are listed and kicked at; `server` is the name in the configuration. */
export interface MediaServerMetrics {
  readonly kicks: Counter<"server" | "outcome">;
  readonly unknownClients: Gauge<"server">;
  readonly mediaServerUp: Gauge<"server">;
}

/** Makes them in a registry. */
export function createMediaServerMetrics(registers: Registry[]): MediaServerMetrics {
  return {
    kicks: new Counter({
      name: "sluice_kicks_total",
      help: "Connections of media servers that were to be cut, by what came of it: kicked, gone, superseded, unsupported, failed",
      labelNames: ["server", "outcome"],
      registers,
    }),
    unknownClients: new Gauge({
      name: "sluice_unknown_clients",
      help: "Clients that a media server lists and no session knows, left alone because nothing here is enforced on them",
      labelNames: ["server"],
      registers,
    }),
    mediaServerUp: new Gauge({
      name: "sluice_media_server_up",
      help: "1 while the media server's API answers, 0 while it does not; only of servers whose API is configured",
      labelNames: ["server"],
      registers,
    }),
  };
}
