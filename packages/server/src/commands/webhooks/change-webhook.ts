import type { Webhook, WebhookDocument } from "../../webhooks/webhook.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { findWebhook } from "./find-webhook.ts";
import type { WebhookDependencies } from "./webhook-dependencies.ts";
import { type WebhookAction, writeWebhook } from "./write-webhook.ts";

/** So often a change is tried again when somebody else was faster. */
const ATTEMPTS = 5;

/** A change of one webhook. */
export interface WebhookOrder {
  readonly id: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  readonly action: WebhookAction;
  /** What it becomes; undefined: it is removed. May be asked more than once. */
  readonly next: (webhook: Webhook) => Outcome<WebhookDocument | undefined>;
}

/** Changes or removes a webhook. The outcome is the webhook as it then is, or was before its removal. */
export async function changeWebhook(
  dependencies: WebhookDependencies,
  actor: Actor,
  order: WebhookOrder,
): Promise<Outcome<Webhook>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = findWebhook(dependencies, actor, order.id);
    if (!before) return refuse("not-found", "there is no such webhook");
    if (order.version !== undefined && order.version !== before.version) {
      return refuse("version-stale", `this webhook is at version ${before.version}`);
    }
    const next = order.next(before);
    if ("problem" in next) return next;
    const { organization, id, version } = before;
    const place = { kind: "webhook", organization, id, version } as const;
    const written = await writeWebhook(dependencies, actor, {
      action: order.action,
      before,
      write: next.done ? { ...place, write: "put", document: next.done } : { ...place, write: "remove" },
    });
    if (written === "stale") continue;
    if (written === "removed") {
      await dependencies.webhooks.remove(id);
      return { done: before };
    }
    await takenIn(dependencies, before, written);
    return { done: written };
  }
  return refuse("version-stale", "somebody else changes this webhook all the time");
}

/** One that works again, or leads elsewhere, has not failed yet. */
async function takenIn(
  { store, webhooks }: WebhookDependencies,
  before: Webhook,
  webhook: Webhook,
): Promise<void> {
  const { enabled, url } = webhook.document;
  webhooks.put(webhook);
  if ((enabled && !before.document.enabled) || url !== before.document.url) {
    await store.clearWebhookHealth(webhook.id);
  }
}
