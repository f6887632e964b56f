import { hash } from "node:crypto";
import type { Holder, SessionRecord } from "@sluice/policy";
import { lineageColumns, lineageOfRow } from "./ancestor-columns.ts";
import { connectionColumns, connectionOfRow } from "./connection-columns.ts";
import {
  type Columns,
  number,
  optionalJson,
  optionalNumber,
  optionalText,
  type Row,
  text,
  word,
} from "./rows.ts";

/** What a holder's look-up key is made of, besides the holder. */
export type HolderScope = Pick<SessionRecord, "tokenId" | "stream">;

/** The columns of `sessions`. */
export const sessionColumns: Columns<SessionRecord> = [
  ["id", session => session.id],
  ["organization", session => session.organization],
  ["application", session => session.application],
  ["stream", session => session.stream],
  ["stream_group", session => session.group],
  ["action", session => session.action],
  ["door", session => session.door],
  ["token_id", session => session.tokenId],
  ["user", session => session.user ?? null],
  ["tag", session => session.tag ?? null],
  ["token_issued_at_milliseconds", session => session.tokenIssuedAtMilliseconds],
  ["token_issued_by", session => session.issuedBy ?? null],
  ["token_key_id", session => session.keyId ?? null],
  ["jti", session => session.jti ?? null],
  ...lineageColumns,
  ["agent", session => session.holder.agent],
  ["prefix4", session => session.holder.prefix4 ?? null],
  ["prefix6", session => session.holder.prefix6 ?? null],
  ["holder4_key", session => holderKey(session, session.holder, session.holder.prefix4)],
  ["holder6_key", session => holderKey(session, session.holder, session.holder.prefix6)],
  ["address", session => session.address ?? null],
  ["bound", session => Number(session.bound)],
  ["max_sessions", session => session.maxSessions ?? null],
  ["stream_max_sessions", session => session.streamMaxSessions ?? null],
  ["counting_json", session => (session.counting ? JSON.stringify(session.counting) : null)],
  ["metered", session => Number(session.isMetered ?? false)],
  ["started_at_seconds", session => session.startedAtSeconds],
  ["cap_seconds", session => session.capSeconds],
  ["until_seconds", session => session.untilSeconds ?? null],
  ["stream_until_seconds", session => session.streamUntilSeconds ?? null],
  ["renewal_json", session => (session.renewal ? JSON.stringify(session.renewal) : null)],
  ["entry_folder", session => session.entryFolder ?? null],
  ["entry", session => session.entry ?? null],
  ["site", session => session.site ?? null],
  ...connectionColumns,
  ["is_resumed", session => Number(session.isResumed ?? false)],
  ["idle_seconds", session => session.idleSeconds],
  ["lease_seconds", session => session.leaseSeconds],
  ["repeats", session => session.repeats],
  ["last_seen_seconds", session => session.lastSeenSeconds],
  ["lease_until_seconds", session => session.leaseUntilSeconds],
  ["bytes", session => session.bytes],
  ["requests", session => session.requests],
  ["watched_seconds", session => session.watchedSeconds ?? 0],
  ["ended_at_seconds", session => session.endedAtSeconds ?? null],
  ["end_reason", session => session.endReason ?? null],
];

/**
 * Short keys under which a session of this token and stream is found by its holder, one per address family;
 * null without a prefix. 48 bits: two holders may share one, so whoever looks up compares the columns as well.
 */
export function holderKeys(
  scope: HolderScope,
  holder: Holder,
): { readonly holder4: number | null; readonly holder6: number | null } {
  return {
    holder4: holderKey(scope, holder, holder.prefix4),
    holder6: holderKey(scope, holder, holder.prefix6),
  };
}

function holderKey(
  { tokenId, stream }: HolderScope,
  { agent }: Holder,
  prefix: string | undefined,
): number | null {
  if (prefix === undefined) return null;
  const digest = hash("sha256", [tokenId, stream, prefix, agent].join("\0"), "hex");
  return Number.parseInt(digest.slice(0, 12), 16);
}

/** The session in a row. */
export function sessionOfRow(row: Row): SessionRecord {
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    application: text(row, "application"),
    stream: text(row, "stream"),
    group: text(row, "stream_group"),
    action: word(row, "action"),
    door: word(row, "door"),
    tokenId: text(row, "token_id"),
    user: optionalText(row, "user"),
    tag: optionalText(row, "tag"),
    tokenIssuedAtMilliseconds: number(row, "token_issued_at_milliseconds"),
    issuedBy: optionalText(row, "token_issued_by"),
    keyId: optionalText(row, "token_key_id"),
    jti: optionalText(row, "jti"),
    ...lineageOfRow(row),
    holder: holderOfRow(row),
    address: optionalText(row, "address"),
    bound: number(row, "bound") === 1,
    maxSessions: optionalNumber(row, "max_sessions"),
    streamMaxSessions: optionalNumber(row, "stream_max_sessions"),
    counting: optionalJson(row, "counting_json"),
    isMetered: number(row, "metered") === 1 || undefined,
    startedAtSeconds: number(row, "started_at_seconds"),
    capSeconds: number(row, "cap_seconds"),
    untilSeconds: optionalNumber(row, "until_seconds"),
    streamUntilSeconds: optionalNumber(row, "stream_until_seconds"),
    renewal: optionalJson(row, "renewal_json"),
    entryFolder: optionalText(row, "entry_folder"),
    entry: optionalText(row, "entry"),
    site: optionalText(row, "site"),
    connection: connectionOfRow(row),
    isResumed: number(row, "is_resumed") === 1 || undefined,
    idleSeconds: number(row, "idle_seconds"),
    leaseSeconds: number(row, "lease_seconds"),
    repeats: number(row, "repeats"),
    lastSeenSeconds: number(row, "last_seen_seconds"),
    leaseUntilSeconds: number(row, "lease_until_seconds"),
    bytes: number(row, "bytes"),
    requests: number(row, "requests"),
    watchedSeconds: number(row, "watched_seconds") || undefined,
    endedAtSeconds: optionalNumber(row, "ended_at_seconds"),
    endReason: row.end_reason === null ? undefined : word(row, "end_reason"),
  };
}

/** The holder in a row of `sessions`. */
export function holderOfRow(row: Row): Holder {
  return {
    agent: text(row, "agent"),
    prefix4: optionalText(row, "prefix4"),
    prefix6: optionalText(row, "prefix6"),
  };
}
