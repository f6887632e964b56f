import type { DatabaseSync } from "node:sqlite";
import { type EndReason, type Holder, type SessionRecord, sessionLimit } from "@sluice/policy";
import { holdsSlot } from "../holds-slot.ts";
import type { SessionActivity } from "../store.ts";
import { type Row, text } from "./rows.ts";
import { holderKeys, holderOfRow, sessionOfRow } from "./session-row.ts";
import { prepareTakenSlots } from "./taken-slots.ts";

/** Prepares the look-up of one session. */
export function prepareSession(database: DatabaseSync): (id: string) => SessionRecord | undefined {
  const select = database.prepare("SELECT * FROM sessions WHERE id = ?");
  return id => {
    const row = select.get(id);
    return row && sessionOfRow(row);
  };
}

/** Prepares the list of every session that has not ended. */
export function prepareLiveSessions(database: DatabaseSync): () => readonly SessionRecord[] {
  const select = database.prepare("SELECT * FROM sessions WHERE ended_at_seconds IS NULL");
  return () => select.all().map(sessionOfRow);
}

/** Prepares the end of live sessions: resolves to those that were live. Runs inside a transaction. */
export function prepareEndSessions(
  database: DatabaseSync,
): (ids: readonly string[], reason: EndReason, nowSeconds: number) => readonly string[] {
  const end = database.prepare(
    "UPDATE sessions SET ended_at_seconds = ?, end_reason = ? WHERE id = ? AND ended_at_seconds IS NULL",
  );
  return (ids, reason, nowSeconds) => ids.filter(id => end.run(nowSeconds, reason, id).changes === 1);
}

/** Prepares the return of a session to a slot. Runs inside a transaction. */
export function prepareRetakeSlot(database: DatabaseSync): (id: string, nowSeconds: number) => boolean {
  const sessionById = prepareSession(database);
  const takenSlots = prepareTakenSlots(database);
  const extend = database.prepare("UPDATE sessions SET lease_until_seconds = ? WHERE id = ?");
  return (id, nowSeconds) => {
    const session = sessionById(id);
    if (!session || session.endedAtSeconds !== undefined || sessionLimit(session).atSeconds <= nowSeconds) {
      return false;
    }
    if (holdsSlot(session, nowSeconds)) return true;
    const { maxSessions } = session;
    if (maxSessions !== undefined && takenSlots(session.tokenId, nowSeconds) >= maxSessions) return false;
    extend.run(nowSeconds + session.leaseSeconds, id);
    return true;
  };
}

/**
 * Prepares the writing of what sessions did. Ended sessions stay as they are; totals and times only grow, so a
 * late write takes nothing back. Runs inside a transaction.
 */
export function prepareRecordActivity(
  database: DatabaseSync,
): (activities: readonly SessionActivity[]) => void {
  const select = database.prepare(
    "SELECT token_id, stream, agent, prefix4, prefix6 FROM sessions WHERE id = ? AND ended_at_seconds IS NULL",
  );
  const grow = database.prepare(`
    UPDATE sessions SET last_seen_seconds = max(last_seen_seconds, ?),
      lease_until_seconds = max(lease_until_seconds, ?), bytes = max(bytes, ?), requests = max(requests, ?)
    WHERE id = ?`);
  const move = database.prepare(
    "UPDATE sessions SET agent = ?, prefix4 = ?, prefix6 = ?, holder4_key = ?, holder6_key = ? WHERE id = ?",
  );
  return activities => {
    for (const { id, lastSeenSeconds, leaseUntilSeconds, bytes, requests, holder } of activities) {
      const row = select.get(id);
      if (!row) continue;
      grow.run(lastSeenSeconds, leaseUntilSeconds, bytes, requests, id);
      if (hasMoved(row, holder)) {
        const keys = holderKeys({ tokenId: text(row, "token_id"), stream: text(row, "stream") }, holder);
        const { agent, prefix4, prefix6 } = holder;
        move.run(agent, prefix4 ?? null, prefix6 ?? null, keys.holder4, keys.holder6, id);
      }
    }
  };
}

/** The holder's columns are indexed: they are written only when they changed. */
function hasMoved(row: Row, { agent, prefix4, prefix6 }: Holder): boolean {
  const held = holderOfRow(row);
  return held.agent !== agent || held.prefix4 !== prefix4 || held.prefix6 !== prefix6;
}
