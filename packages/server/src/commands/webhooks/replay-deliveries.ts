import { BACKLOG_LIMIT } from "../../webhooks/outbox.ts";
import type { Webhook } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { findWebhook } from "./find-webhook.ts";
import { deliveryDetails } from "./read-deliveries.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";

type ReplayDependencies = Pick<WebhookDependencies, "store" | "webhooks" | "nowMilliseconds">;

/** Sends one delivery again, whatever came of it before: the same id and body, signed anew. */
export async function replayDelivery(
  dependencies: ReplayDependencies,
  actor: Actor,
  { id, delivery }: { readonly id: string; readonly delivery: string },
): Promise<Outcome<ReturnType<typeof deliveryDetails>>> {
  const { store, webhooks, nowMilliseconds } = dependencies;
  const webhook = findWebhook(dependencies, actor, id);
  const known = webhook && (await store.delivery(webhook.id, delivery));
  if (!known) return refuse("not-found", "there is no such delivery");
  if (!webhook.document.enabled) return disabled(webhook);
  // What became of an attempt before must not be written over the replay.
  await webhooks.flush();
  const now = nowMilliseconds();
  const replayed = await store.replayDelivery(
    webhook.id,
    delivery,
    now,
    result => result && replayEntry(actor, now, webhook, { delivery }),
  );
  if (!replayed) return refuse("state-conflict", "this delivery was dropped: nothing of it was kept");
  webhooks.retryNow(webhook.id);
  return { done: deliveryDetails(replayed) };
}

/** Sends again all that failed since a second, the oldest first, as many as the backlog has room for. */
export async function replayFailedDeliveries(
  dependencies: ReplayDependencies,
  actor: Actor,
  { id, sinceSeconds }: { readonly id: string; readonly sinceSeconds: number },
): Promise<Outcome<{ readonly count: number; readonly more: boolean }>> {
  const { store, webhooks, nowMilliseconds } = dependencies;
  const webhook = findWebhook(dependencies, actor, id);
  if (!webhook) return refuse("not-found", "there is no such webhook");
  if (!webhook.document.enabled) return disabled(webhook);
  // What became of an attempt before must not be written over the replay.
  await webhooks.flush();
  const now = nowMilliseconds();
  const order = {
    webhook: webhook.id,
    sinceMilliseconds: sinceSeconds * 1000,
    nowMilliseconds: now,
    backlogLimit: BACKLOG_LIMIT,
  };
  const { replayed, hasMore } = await store.replayFailed(order, result =>
    replayEntry(actor, now, webhook, { since: sinceSeconds, count: result.replayed }),
  );
  webhooks.retryNow(webhook.id);
  return { done: { count: replayed, more: hasMore } };
}

function disabled({ document }: Webhook) {
  const why = document.disabledReason === null ? "" : ` (${document.disabledReason})`;
  return refuse("state-conflict", `this webhook is disabled${why}: enable it first`);
}

function replayEntry(actor: Actor, nowMilliseconds: number, { id }: Webhook, after: object) {
  return auditEntry(actor, nowMilliseconds, {
    action: "webhook.replay",
    subject: { kind: "webhook", id },
    after,
  });
}
