import { decodeCursor, encodeCursor } from "../../store/cursor.ts";
import { healthView, webhookView } from "../../webhooks/view.ts";
import type { Webhook } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { findWebhook, mayUseWebhook } from "./find-webhook.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

type ReadDependencies = Pick<WebhookDependencies, "store" | "webhooks">;

/** One webhook with how it fares. */
export async function readWebhookView(dependencies: ReadDependencies, actor: Actor, id: string) {
  const webhook = findWebhook(dependencies, actor, id);
  return webhook && viewWebhook(dependencies, webhook);
}

/** A webhook as the API answers it. */
export async function viewWebhook({ store }: Pick<ReadDependencies, "store">, webhook: Webhook) {
  const [health] = await store.webhookHealth([webhook.id]);
  return { ...webhookView(webhook), ...healthView(health) };
}

/** The webhooks that the actor's key may see, the last made first. */
export async function listWebhooks(
  { store, webhooks }: ReadDependencies,
  actor: Actor,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const after = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const rest = webhooks
    .of(actor.organization)
    .filter(webhook => mayUseWebhook(actor, webhook))
    .toSorted((left, right) => compare(positionOf(right), positionOf(left)))
    .filter(webhook => after.length === 0 || compare(positionOf(webhook), after) < 0);
  const page = rest.slice(0, limit);
  const health = await store.webhookHealth(page.map(({ id }) => id));
  const last = page.at(-1);
  return {
    items: page.map(webhook => ({
      ...webhookView(webhook),
      ...healthView(health.find(entry => entry.webhook === webhook.id)),
    })),
    next: last && rest.length > page.length ? encodeCursor(positionOf(last)) : null,
  };
}

/** When it was made, and its id as a number: no two have the same. */
function positionOf({ createdAtSeconds, id }: Webhook): readonly [number, number] {
  return [createdAtSeconds, Number.parseInt(id.replace(/^wh_/, ""), 16)];
}

function compare(left: readonly number[], right: readonly number[]): number {
  const [leftTime = 0, leftId = 0] = left;
  const [rightTime = 0, rightId = 0] = right;
  return leftTime - rightTime || leftId - rightId;
}
