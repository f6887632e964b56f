import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { Delivery, DeliveryQuery, WebhookHealth } from "../webhooks.ts";
import { number, optionalNumber } from "./rows.ts";
import { deliveryOfRow, healthOfRow } from "./webhook-row.ts";

/** Prepares the look-up of what is due. */
export function prepareDueDeliveries(database: DatabaseSync) {
  const select = database.prepare(`SELECT * FROM webhook_deliveries
    WHERE webhook = ? AND next_attempt_at_milliseconds <= ? ORDER BY next_attempt_at_milliseconds LIMIT ?`);
  const next = database.prepare(`SELECT next_attempt_at_milliseconds AS at FROM webhook_deliveries
    WHERE webhook = ? AND next_attempt_at_milliseconds IS NOT NULL
    ORDER BY next_attempt_at_milliseconds LIMIT 1 OFFSET ?`);
  return (webhook: string, nowMilliseconds: number, limit: number) => {
    const due = select.all(webhook, nowMilliseconds, limit).map(deliveryOfRow);
    const behind = next.get(webhook, due.length);
    return { due, nextAtMilliseconds: behind && optionalNumber(behind, "at") };
  };
}

/** Prepares the look-up of one delivery. */
export function prepareDelivery(
  database: DatabaseSync,
): (webhook: string, id: string) => Delivery | undefined {
  const select = database.prepare("SELECT * FROM webhook_deliveries WHERE webhook = ? AND id = ?");
  return (webhook, id) => {
    const row = select.get(webhook, id);
    return row && deliveryOfRow(row);
  };
}

/** Prepares the log of one webhook, the newest first. */
export function prepareListDeliveries(database: DatabaseSync): (query: DeliveryQuery) => Page<Delivery> {
  return ({ webhook, status, event, limit, cursor }) => {
    const filters: readonly (readonly [sql: string, value: SQLInputValue | undefined])[] = [
      ["webhook = ?", webhook],
      ["status = ?", status],
      ["event = ?", event],
      ["seq < ?", cursor === undefined ? undefined : decodeCursor(cursor, 1)[0]],
    ];
    const given = filters.flatMap(([sql, value]) => (value === undefined ? [] : [[sql, value] as const]));
    const where = given.map(([sql]) => sql).join(" AND ");
    const rows = database
      .prepare(`SELECT * FROM webhook_deliveries WHERE ${where} ORDER BY seq DESC LIMIT ?`)
      .all(...given.map(([, value]) => value), limit + 1);
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(deliveryOfRow),
      next: last && rows.length > limit ? encodeCursor([number(last, "seq")]) : undefined,
    };
  };
}

/** Prepares the look-up of how webhooks fare; one that was never tried has no entry. */
export function prepareWebhookHealth(
  database: DatabaseSync,
): (webhooks: readonly string[]) => readonly WebhookHealth[] {
  const select = database.prepare("SELECT * FROM webhook_health WHERE webhook = ?");
  return webhooks =>
    webhooks.flatMap(webhook => {
      const row = select.get(webhook);
      return row ? [healthOfRow(row)] : [];
    });
}
