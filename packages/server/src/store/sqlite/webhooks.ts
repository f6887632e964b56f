import type { DatabaseSync } from "node:sqlite";
import type { Audit } from "../audit.ts";
import type { WebhookStore } from "../webhooks.ts";
import {
  prepareDelivery,
  prepareDueDeliveries,
  prepareListDeliveries,
  prepareWebhookHealth,
} from "./webhook-reads.ts";
import {
  prepareDeliveryRemovals,
  prepareEnqueueDeliveries,
  prepareRecordAttempts,
  prepareReplays,
} from "./webhook-writes.ts";

/** The two connections, and how work on them is run. */
export interface WebhookConnections {
  readonly reader: DatabaseSync;
  readonly writer: DatabaseSync;
  readonly read: <T>(work: () => T) => Promise<T>;
  readonly change: <T>(audit: Audit<T> | undefined, operation: () => T) => Promise<T>;
}

/** The webhooks' part of the store. */
export function sqliteWebhooks({ reader, writer, read, change }: WebhookConnections): WebhookStore {
  const due = prepareDueDeliveries(reader);
  const health = prepareWebhookHealth(reader);
  const list = prepareListDeliveries(reader);
  const find = prepareDelivery(reader);
  const enqueue = prepareEnqueueDeliveries(writer);
  const record = prepareRecordAttempts(writer);
  const replay = prepareReplays(writer);
  const removals = prepareDeliveryRemovals(writer);
  return {
    enqueueDeliveries: (deliveries, limit) => change(undefined, () => enqueue(deliveries, limit)),
    dueDeliveries: (webhook, nowMilliseconds, limit) => read(() => due(webhook, nowMilliseconds, limit)),
    recordAttempts: outcomes => change(undefined, () => record(outcomes)),
    clearWebhookHealth: webhook => change(undefined, () => removals.health(webhook)),
    webhookHealth: webhooks => read(() => health(webhooks)),
    listDeliveries: query => read(() => list(query)),
    delivery: (webhook, id) => read(() => find(webhook, id)),
    replayDelivery: (webhook, id, nowMilliseconds, audit) =>
      change(audit, () => replay.one(webhook, id, nowMilliseconds)),
    replayFailed: (order, audit) => change(audit, () => replay.failed(order)),
    removeDeliveries: (webhook, limit) => change(undefined, () => removals.ofWebhook(webhook, limit)),
    eraseUserDeliveries: (organization, user) => change(undefined, () => removals.ofUser(organization, user)),
    pruneDeliveries: (beforeSeconds, limit) => change(undefined, () => removals.old(beforeSeconds, limit)),
  };
}
