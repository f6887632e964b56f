import type { DatabaseSync } from "node:sqlite";
import {
  type AttemptOutcome,
  type Delivery,
  KEPT_ATTEMPTS,
  type NewDelivery,
  type ReplayOrder,
  type ReplayResult,
  type WebhookHealth,
} from "../webhooks.ts";
import { number } from "./rows.ts";
import { prepareDelivery, prepareWebhookHealth } from "./webhook-reads.ts";

/** Prepares the keeping of new deliveries. Runs inside a transaction. */
export function prepareEnqueueDeliveries(
  database: DatabaseSync,
): (deliveries: readonly NewDelivery[], backlogLimit: number) => number {
  const backlog = prepareBacklog(database);
  const insert = database.prepare(`INSERT INTO webhook_deliveries
    (webhook, organization, id, event, user, payload, created_at_milliseconds, status, next_attempt_at_milliseconds)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?)`);
  const dropMore = database.prepare(`UPDATE webhook_deliveries SET dropped = dropped + 1
    WHERE seq = (SELECT max(seq) FROM webhook_deliveries WHERE webhook = ?) AND status = 'dropped'`);
  const dropFirst = database.prepare(`INSERT INTO webhook_deliveries
    (webhook, organization, id, event, created_at_milliseconds, status, dropped)
    VALUES (?, ?, ?, ?, ?, 'dropped', 1)`);
  return (deliveries, backlogLimit) => {
    const room = new Map<string, number>();
    let dropped = 0;
    for (const { webhook, organization, id, event, user, payload, createdAtMilliseconds: at } of deliveries) {
      const left = room.get(webhook) ?? backlogLimit - backlog(webhook);
      room.set(webhook, left - 1);
      if (left > 0) {
        insert.run(webhook, organization, id, event, user ?? null, payload, at, at);
        continue;
      }
      dropped += 1;
      if (dropMore.run(webhook).changes === 0) dropFirst.run(webhook, organization, id, event, at);
    }
    return dropped;
  };
}

/** Prepares the writing of attempts. Runs inside a transaction. */
export function prepareRecordAttempts(
  database: DatabaseSync,
): (outcomes: readonly AttemptOutcome[]) => readonly WebhookHealth[] {
  const update = database.prepare(`UPDATE webhook_deliveries SET status = ?, tries = tries + 1,
    next_attempt_at_milliseconds = ?, attempts_json = json_insert(
      CASE WHEN json_array_length(attempts_json) >= ${KEPT_ATTEMPTS} THEN json_remove(attempts_json, '$[0]')
      ELSE attempts_json END, '$[#]', json(?))
    WHERE webhook = ? AND id = ?`);
  const success = database.prepare(`INSERT INTO webhook_health (webhook, last_success_at_milliseconds)
    VALUES (?, ?) ON CONFLICT (webhook) DO UPDATE SET failing_since_milliseconds = NULL,
    last_success_at_milliseconds = excluded.last_success_at_milliseconds`);
  const failure = database.prepare(`INSERT INTO webhook_health
    (webhook, failing_since_milliseconds, last_failure_at_milliseconds) VALUES (?, ?, ?)
    ON CONFLICT (webhook) DO UPDATE SET last_failure_at_milliseconds = excluded.last_failure_at_milliseconds,
    failing_since_milliseconds = coalesce(failing_since_milliseconds, excluded.failing_since_milliseconds)`);
  const health = prepareWebhookHealth(database);
  return outcomes => {
    for (const { webhook, id, status, attempt, nextAttemptAtMilliseconds } of outcomes) {
      const { changes } = update.run(
        status,
        nextAttemptAtMilliseconds ?? null,
        JSON.stringify(attempt),
        webhook,
        id,
      );
      // Its webhook or its viewer may have been removed while it was on its way.
      if (changes === 0) continue;
      const { atMilliseconds } = attempt;
      if (status === "delivered") success.run(webhook, atMilliseconds);
      else failure.run(webhook, atMilliseconds, atMilliseconds);
    }
    return health([...new Set(outcomes.map(({ webhook }) => webhook))]);
  };
}

/** Prepares the replay of one delivery and of all that failed. Runs inside a transaction. */
export function prepareReplays(database: DatabaseSync) {
  const backlog = prepareBacklog(database);
  const find = prepareDelivery(database);
  const again = "SET status = 'pending', tries = 0, next_attempt_at_milliseconds = ?";
  const one = database.prepare(
    `UPDATE webhook_deliveries ${again} WHERE webhook = ? AND id = ? AND status <> 'dropped'`,
  );
  const failed = "webhook = ? AND status = 'failed' AND created_at_milliseconds >= ?";
  const many = database.prepare(`UPDATE webhook_deliveries ${again} WHERE seq IN
    (SELECT seq FROM webhook_deliveries WHERE ${failed} ORDER BY created_at_milliseconds LIMIT ?)`);
  const more = database.prepare(`SELECT 1 FROM webhook_deliveries WHERE ${failed} LIMIT 1`);
  return {
    one(webhook: string, id: string, nowMilliseconds: number): Delivery | undefined {
      return one.run(nowMilliseconds, webhook, id).changes === 0 ? undefined : find(webhook, id);
    },
    failed({ webhook, sinceMilliseconds, nowMilliseconds, backlogLimit }: ReplayOrder): ReplayResult {
      const room = Math.max(0, backlogLimit - backlog(webhook));
      const replayed = Number(many.run(nowMilliseconds, webhook, sinceMilliseconds, room).changes);
      return { replayed, hasMore: more.get(webhook, sinceMilliseconds) !== undefined };
    },
  };
}

/** Prepares the removals. Run inside a transaction. */
export function prepareDeliveryRemovals(database: DatabaseSync) {
  const ofWebhook = database.prepare(`DELETE FROM webhook_deliveries WHERE seq IN
    (SELECT seq FROM webhook_deliveries WHERE webhook = ? ORDER BY seq LIMIT ?)`);
  const health = database.prepare("DELETE FROM webhook_health WHERE webhook = ?");
  const ofUser = database.prepare("DELETE FROM webhook_deliveries WHERE organization = ? AND user = ?");
  const old = database.prepare(`DELETE FROM webhook_deliveries WHERE created_at_milliseconds < ? AND seq IN
    (SELECT seq FROM webhook_deliveries ORDER BY seq LIMIT ?)`);
  return {
    health: (webhook: string): void => void health.run(webhook),
    ofWebhook: (webhook: string, limit: number): number => {
      health.run(webhook);
      return Number(ofWebhook.run(webhook, limit).changes);
    },
    ofUser: (organization: string, user: string): number => Number(ofUser.run(organization, user).changes),
    old: (beforeSeconds: number, limit: number): number =>
      Number(old.run(beforeSeconds * 1000, limit).changes),
  };
}

/** How many deliveries of a webhook are pending, from the index of what is due. */
function prepareBacklog(database: DatabaseSync): (webhook: string) => number {
  const count = database.prepare(`SELECT count(*) AS n FROM webhook_deliveries
    WHERE webhook = ? AND next_attempt_at_milliseconds IS NOT NULL`);
  return webhook => {
    const row = count.get(webhook);
    return row ? number(row, "n") : 0;
  };
}
