import type { Webhook } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { mayUseApplications } from "../permissions.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

/** A webhook of the actor's organization; undefined also for one that its key may not see. */
export function findWebhook(
  { webhooks }: Pick<WebhookDependencies, "webhooks">,
  actor: Actor,
  id: string,
): Webhook | undefined {
  const webhook = webhooks.get(actor.organization, id);
  return webhook && mayUseWebhook(actor, webhook) ? webhook : undefined;
}

/** True when the actor's key may see and change the webhook: what it hears of belongs to the key's applications. */
export function mayUseWebhook(actor: Actor, { document }: Webhook): boolean {
  return mayUseApplications(actor, document.applications ?? undefined);
}
