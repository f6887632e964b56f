import type { Delivery, DeliveryAttempt, DeliveryQuery } from "../../store/webhooks.ts";
import type { Actor } from "../actor.ts";
import { findWebhook } from "./find-webhook.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

type ReadDependencies = Pick<WebhookDependencies, "store" | "webhooks">;

/** The delivery log of a webhook, the newest first; undefined: there is no such webhook. */
export async function listDeliveries(dependencies: ReadDependencies, actor: Actor, query: DeliveryQuery) {
  const webhook = findWebhook(dependencies, actor, query.webhook);
  if (!webhook) return undefined;
  const page = await dependencies.store.listDeliveries(query);
  return { items: page.items.map(deliveryView), next: page.next ?? null };
}

/** One delivery with its body and every attempt; undefined: there is none. */
export async function readDelivery(
  dependencies: ReadDependencies,
  actor: Actor,
  { id, delivery }: { readonly id: string; readonly delivery: string },
) {
  const webhook = findWebhook(dependencies, actor, id);
  const found = webhook && (await dependencies.store.delivery(webhook.id, delivery));
  return found && deliveryDetails(found);
}

/** One line of the log. */
export function deliveryView(delivery: Delivery) {
  const { attempts } = delivery;
  const last = attempts.at(-1);
  return {
    id: delivery.id,
    event: delivery.event,
    status: delivery.status,
    created_at: delivery.createdAtMilliseconds / 1000,
    next_attempt_at: seconds(delivery.nextAttemptAtMilliseconds),
    attempts: attempts.length,
    last_attempt: last ? attemptView(last) : null,
    dropped: delivery.dropped,
    user: delivery.user ?? null,
  };
}

/** A delivery as it is kept. */
export function deliveryDetails(delivery: Delivery) {
  const { payload } = delivery;
  return {
    ...deliveryView(delivery),
    payload: payload === undefined ? null : JSON.parse(payload),
    attempt_log: delivery.attempts.map(attemptView),
  };
}

function attemptView(attempt: DeliveryAttempt) {
  return {
    at: attempt.atMilliseconds / 1000,
    duration_ms: attempt.durationMilliseconds,
    status: attempt.status ?? null,
    error: attempt.error ?? null,
  };
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : milliseconds / 1000;
}
