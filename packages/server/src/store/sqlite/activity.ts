import type { DatabaseSync } from "node:sqlite";
import type { Holder } from "@sluice/policy";
import type { SessionActivity } from "../store.ts";
import type { UsageAddition, UsageBatch } from "../usage.ts";
import { usageOfActivity } from "../usage-figures.ts";
import { createUsedUp, type UsedBySubject } from "../used-up.ts";
import { ANCESTOR_COLUMNS, lineageOfRow } from "./ancestor-columns.ts";
import { connectionColumns, connectionOfRow } from "./connection-columns.ts";
import { number, optionalNumber, optionalText, type Row, text } from "./rows.ts";
import { holderKeys, holderOfRow } from "./session-row.ts";
import { prepareAddToStream } from "./stream-totals.ts";
import { prepareAddUsage } from "./usage-writes.ts";
import type { Transaction } from "./write-queue.ts";

/** What of a session is looked at before it is written: a row has several times as many columns. */
const READ_COLUMNS = [
  "seq",
  "organization",
  "token_id",
  "application",
  "stream",
  "user",
  "tag",
  ...ANCESTOR_COLUMNS,
  ...connectionColumns.map(([name]) => name),
  "agent",
  "prefix4",
  "prefix6",
  "last_seen_seconds",
  "lease_seconds",
  "watched_seconds",
  "bytes",
  "requests",
  "ended_at_seconds",
];

/**
 * Prepares the writing of what sessions did, and of the usage that follows from it. Totals and times only grow, so a
 * late write takes nothing back; an ended session takes what it did before its end. Runs inside a transaction.
 */
export function prepareRecordActivity(
  database: DatabaseSync,
): (transaction: Transaction, activities: readonly SessionActivity[], usage?: UsageBatch) => void {
  const select = database.prepare(`SELECT ${READ_COLUMNS.join(", ")} FROM sessions WHERE id = ?`);
  const growEnded = database.prepare(`
    UPDATE sessions SET last_seen_seconds = max(last_seen_seconds, ?), bytes = max(bytes, ?),
      requests = max(requests, ?), watched_seconds = max(watched_seconds, ?)
    WHERE seq = ?`);
  const growLive = database.prepare(`
    UPDATE sessions SET last_seen_seconds = max(last_seen_seconds, ?),
      lease_until_seconds = max(lease_until_seconds, ?), bytes = max(bytes, ?), requests = max(requests, ?),
      watched_seconds = max(watched_seconds, ?)
    WHERE seq = ?`);
  const move = database.prepare(
    "UPDATE sessions SET agent = ?, prefix4 = ?, prefix6 = ?, holder4_key = ?, holder6_key = ? WHERE seq = ?",
  );
  const addUsage = prepareAddUsage(database);
  const addUsed = prepareAddUsed(database);

  function write(row: Row, activity: SessionActivity): void {
    const { lastSeenSeconds, leaseUntilSeconds, bytes, requests, watchedSeconds = 0, holder } = activity;
    const seq = number(row, "seq");
    const totals = [bytes, requests, watchedSeconds, seq] as const;
    if (row.ended_at_seconds !== null) return void growEnded.run(lastSeenSeconds, ...totals);
    growLive.run(lastSeenSeconds, leaseUntilSeconds, ...totals);
    if (!hasMoved(row, holder)) return;
    const keys = holderKeys({ tokenId: text(row, "token_id"), stream: text(row, "stream") }, holder);
    const { agent, prefix4, prefix6 } = holder;
    move.run(agent, prefix4 ?? null, prefix6 ?? null, keys.holder4, keys.holder6, seq);
  }

  return (transaction, activities, usage = {}) => {
    const additions: UsageAddition[] = [...(usage.additions ?? [])];
    const used = createUsedUp();
    for (const told of activities) {
      const row = select.get(told.id);
      if (!row) continue;
      const activity = untilEnd(row, told);
      const before = usedBefore(row);
      const addition = usageOfActivity(before, activity);
      if (addition) additions.push(addition);
      used.add({ ...before, ...lineageOfRow(row) }, activity);
      write(row, activity);
    }
    addUsed(used);
    if (additions.length > 0) addUsage(transaction, additions, usage);
  };
}

function prepareAddUsed(database: DatabaseSync): (used: UsedBySubject) => void {
  const addToToken = database.prepare(
    "UPDATE tokens SET watched_seconds = watched_seconds + ?, used_bytes = used_bytes + ? WHERE id = ?",
  );
  const addToStream = prepareAddToStream(database);
  return ({ tokens, streams }) => {
    for (const [id, { watchedSeconds, usedBytes }] of tokens) addToToken.run(watchedSeconds, usedBytes, id);
    for (const used of streams.values()) addToStream(used, used);
  };
}

function untilEnd(row: Row, activity: SessionActivity): SessionActivity {
  const endedAtSeconds = optionalNumber(row, "ended_at_seconds") ?? activity.lastSeenSeconds;
  return { ...activity, lastSeenSeconds: Math.min(activity.lastSeenSeconds, endedAtSeconds) };
}

function usedBefore(row: Row) {
  return {
    organization: text(row, "organization"),
    tokenId: text(row, "token_id"),
    watchedSeconds: number(row, "watched_seconds"),
    application: text(row, "application"),
    stream: text(row, "stream"),
    user: optionalText(row, "user"),
    tag: optionalText(row, "tag"),
    lastSeenSeconds: number(row, "last_seen_seconds"),
    leaseSeconds: number(row, "lease_seconds"),
    bytes: number(row, "bytes"),
    requests: number(row, "requests"),
    connection: connectionOfRow(row),
  };
}

/** The holder's columns are indexed: they are written only when they changed. */
function hasMoved(row: Row, { agent, prefix4, prefix6 }: Holder): boolean {
  const held = holderOfRow(row);
  return held.agent !== agent || held.prefix4 !== prefix4 || held.prefix6 !== prefix6;
}
