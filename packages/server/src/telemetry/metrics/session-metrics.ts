import { Counter, Gauge, type Registry } from "prom-client";

/** Of sessions. How many run is asked at each scrape. */
export interface SessionMetrics {
  readonly sessionsStarted: Counter<"action" | "door">;
  readonly sessionsEnded: Counter<"reason">;
}

/** Makes them in a registry. */
export function createSessionMetrics(registers: Registry[], liveSessions: () => number): SessionMetrics {
  new Gauge({
    name: "sluice_sessions_live",
    help: "Sessions running now",
    registers,
    collect() {
      this.set(liveSessions());
    },
  });
  return {
    sessionsStarted: new Counter({
      name: "sluice_sessions_started_total",
      help: "Sessions begun",
      labelNames: ["action", "door"],
      registers,
    }),
    sessionsEnded: new Counter({
      name: "sluice_sessions_ended_total",
      help: "Sessions ended",
      labelNames: ["reason"],
      registers,
    }),
  };
}
