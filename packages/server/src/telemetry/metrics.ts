import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the server counts, for Prometheus. Labels hold codes only: never a stream, a user, an address or a token. */
export interface Metrics {
  readonly registry: Registry;
  readonly decisions: Counter<"door" | "action" | "outcome" | "reason">;
  readonly decisionSeconds: Histogram<"door">;
  readonly gatewayRequests: Counter<"kind" | "status">;
  readonly gatewayBytes: Counter<string>;
  readonly sessionsEnded: Counter<"reason">;
  readonly guessesThrottled: Counter<"credential">;
  readonly decisionsDropped: Counter<string>;
  readonly webhookAttempts: Counter<"outcome">;
  readonly webhookEventsDropped: Counter<string>;
}

/** `liveSessions` is asked at each scrape. */
export function createMetrics(liveSessions: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "sluice_" });
  const registers = [registry];
  new Gauge({
    name: "sluice_sessions_live",
    help: "Sessions running now",
    registers,
    collect() {
      this.set(liveSessions());
    },
  });
  return {
    registry,
    decisions: new Counter({
      name: "sluice_decisions_total",
      help: "Access decisions",
      labelNames: ["door", "action", "outcome", "reason"],
      registers,
    }),
    decisionSeconds: new Histogram({
      name: "sluice_decision_seconds",
      help: "Time from the parsed request to the decision, origin included",
      labelNames: ["door"],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    gatewayRequests: new Counter({
      name: "sluice_gateway_requests_total",
      help: "Requests under a session",
      labelNames: ["kind", "status"],
      registers,
    }),
    gatewayBytes: new Counter({ name: "sluice_gateway_bytes_total", help: "Media bytes sent", registers }),
    sessionsEnded: new Counter({
      name: "sluice_sessions_ended_total",
      help: "Sessions ended",
      labelNames: ["reason"],
      registers,
    }),
    guessesThrottled: new Counter({
      name: "sluice_guesses_throttled_total",
      help: "Wrong tokens and keys beyond what one address may try",
      labelNames: ["credential"],
      registers,
    }),
    decisionsDropped: new Counter({
      name: "sluice_decisions_dropped_total",
      help: "Decisions that were logged but not kept for `sluice why`, because too many came at once",
      registers,
    }),
    webhookAttempts: new Counter({
      name: "sluice_webhook_attempts_total",
      help: "Attempts to deliver an event to a webhook",
      labelNames: ["outcome"],
      registers,
    }),
    webhookEventsDropped: new Counter({
      name: "sluice_webhook_events_dropped_total",
      help: "Deliveries to webhooks that were dropped because too many were waiting",
      registers,
    }),
  };
}
