import type { ObjectWrite, StoredObject } from "../../store/objects.ts";
import { webhookView } from "../../webhooks/view.ts";
import { readWebhook, type Webhook } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { openWebhookSecret } from "./open-webhook-secret.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

/** The entry's action in the audit log. */
export type WebhookAction = "webhook.create" | "webhook.update" | "webhook.rotate" | "webhook.delete";

/**
 * Writes one change with its audit entry. Resolves to the webhook as it was written, `removed`, or `stale`: somebody
 * else was faster.
 */
export async function writeWebhook(
  { store, sealer, nowMilliseconds }: WebhookDependencies,
  actor: Actor,
  change: {
    readonly action: WebhookAction;
    readonly before: Webhook | undefined;
    readonly write: ObjectWrite;
  },
): Promise<Webhook | "removed" | "stale"> {
  const { action, before, write } = change;
  const now = nowMilliseconds();
  const outcome = await store.writeObjects([write], Math.floor(now / 1000), result => {
    if (result.outcome === "stale") return undefined;
    const [after] = result.objects;
    return auditEntry(actor, now, {
      action,
      subject: { kind: "webhook", id: write.id },
      before: before && webhookView(before),
      after: after && viewOf(after),
    });
  });
  if (outcome.outcome === "stale") return "stale";
  const [object] = outcome.objects;
  return object ? readWebhook(object, openWebhookSecret(sealer)) : "removed";
}

/** Without opening a secret: the view shows none. */
function viewOf(object: StoredObject) {
  return webhookView(readWebhook(object, () => undefined));
}
