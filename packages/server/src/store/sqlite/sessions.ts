import type { DatabaseSync } from "node:sqlite";
import { type EndReason, type SessionRecord, type SlotSpace, sessionLimit } from "@sluice/policy";
import { holdsSlot, isFull } from "../holds-slot.ts";
import { noteOperatorEnd } from "./operator-ends.ts";
import { sessionOfRow } from "./session-row.ts";
import { prepareSlotHolders } from "./slot-holders.ts";
import { prepareTakenSlots } from "./taken-slots.ts";
import { prepareToken } from "./tokens.ts";

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
  return (ids, reason, nowSeconds) => {
    if (reason === "operator") noteOperatorEnd(database, nowSeconds);
    return ids.filter(id => end.run(nowSeconds, reason, id).changes === 1);
  };
}

/** Prepares the return of a session to a slot. Runs inside a transaction. */
export function prepareRetakeSlot(database: DatabaseSync): (id: string, nowSeconds: number) => boolean {
  const sessionById = prepareSession(database);
  const takenSlots = prepareTakenSlots(database);
  const slotHolders = prepareSlotHolders(database);
  const token = prepareToken(database);
  const extend = database.prepare("UPDATE sessions SET lease_until_seconds = ? WHERE id = ?");
  return (id, nowSeconds) => {
    const session = sessionById(id);
    if (!session || session.endedAtSeconds !== undefined || sessionLimit(session).atSeconds <= nowSeconds) {
      return false;
    }
    if (holdsSlot(session, nowSeconds)) return true;
    const taken = (of: "token" | "stream", tokenId: string) =>
      takenSlots(of, { ...session, tokenId }, nowSeconds);
    const held = (space: SlotSpace) => slotHolders(space, nowSeconds).length;
    if (isFull(session, { taken, held, token })) return false;
    extend.run(nowSeconds + session.leaseSeconds, id);
    return true;
  };
}
