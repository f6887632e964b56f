import { Counter, type Registry } from "prom-client";

/** Of deliveries to webhooks. */
export interface WebhookMetrics {
  readonly webhookAttempts: Counter<"outcome">;
  readonly webhookEventsDropped: Counter<string>;
}

/** Makes them in a registry. */
export function createWebhookMetrics(registers: Registry[]): WebhookMetrics {
  return {
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
