import type { WebhookHealth } from "../store/webhooks.ts";
import type { Webhook } from "./webhook.ts";

/** A webhook as the API shows it: never a secret, sealed or not. */
export function webhookView(webhook: Webhook) {
  const { document } = webhook;
  return {
    id: webhook.id,
    url: document.url,
    events: document.events,
    applications: document.applications,
    description: document.description,
    enabled: document.enabled,
    disabled_reason: document.disabledReason,
    disabled_at: document.disabledAtSeconds,
    allow_private: document.allowPrivate,
    previous_secret_until: document.secrets[1]?.untilSeconds ?? null,
    created_at: webhook.createdAtSeconds,
    created_by: document.createdBy,
    updated_at: webhook.updatedAtSeconds,
    version: webhook.version,
  };
}

/** How its deliveries fare lately. */
export function healthView(health: WebhookHealth | undefined) {
  return {
    failing_since: seconds(health?.failingSinceMilliseconds),
    last_success_at: seconds(health?.lastSuccessAtMilliseconds),
    last_failure_at: seconds(health?.lastFailureAtMilliseconds),
  };
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.floor(milliseconds / 1000);
}
