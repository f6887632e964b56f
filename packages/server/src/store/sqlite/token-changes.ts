import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord } from "@sluice/policy";
import { limitedSessions } from "../limited-sessions.ts";
import type { TokenRevocation } from "../store.ts";
import type { TokenOrder, TokenStateOutcome, TokenUpdate, TokenUpdateOutcome } from "../token-changes.ts";
import type { TokenRecord } from "../token-record.ts";
import { ANCESTOR_COLUMNS } from "./ancestor-columns.ts";
import { type Columns, inOrder, valuesOf } from "./rows.ts";
import { IS_RUNNING } from "./running.ts";
import { sessionOfRow } from "./session-row.ts";
import { prepareEndSessions } from "./sessions.ts";
import { tokenColumns } from "./token-row.ts";
import { prepareToken } from "./tokens.ts";

/** Writes about one token; each runs inside a transaction. */
export interface TokenWrites {
  update(update: TokenUpdate): TokenUpdateOutcome;
  suspend(order: TokenOrder): TokenStateOutcome;
  resume(order: TokenOrder): TokenStateOutcome;
  revoke(order: TokenOrder): TokenRevocation;
}

const LIMIT_COLUMNS: ReadonlySet<string> = new Set([
  "not_before_seconds",
  "expires_at_seconds",
  "max_uses",
  "max_sessions",
  "ip_json",
  "domains_json",
  "limits_json",
  "tag",
  "annotations_json",
  "disconnect_at_expiry",
  "delegation_depth",
  "delegation_max_children",
]);
const limitColumns: Columns<TokenRecord> = tokenColumns.filter(([name]) => LIMIT_COLUMNS.has(name));

/** Prepares the writes on the writing connection. */
export function prepareTokenWrites(database: DatabaseSync): TokenWrites {
  const tokenById = prepareToken(database);
  const liveOfToken = prepareLiveOfToken(database);
  const endSessions = prepareEndSessions(database);
  const mark = prepareMarks(database);
  const limitSession = prepareLimitSession(database);
  const setLimits = database.prepare(
    `UPDATE tokens SET version = version + 1, ${limitColumns.map(([name]) => `${name} = ?`).join(", ")} WHERE id = ?`,
  );
  const found = ({ organization, id }: Pick<TokenOrder, "organization" | "id">): TokenRecord | undefined => {
    const token = tokenById(id);
    return token?.organization === organization ? token : undefined;
  };
  const end = (id: string, reason: "revoked" | "suspended", nowSeconds: number): readonly string[] =>
    endSessions(
      liveOfToken(id).map(session => session.id),
      reason,
      nowSeconds,
    );
  const changed = (before: TokenRecord, endedSessionIds: readonly string[]): TokenStateOutcome => {
    const token = tokenById(before.id) ?? before;
    return { outcome: "changed", before, token, endedSessionIds };
  };

  return {
    update({ organization, id, version, limits, nowSeconds, isRenewal = false }) {
      const before = found({ organization, id });
      if (!before) return { outcome: "missing" };
      if (before.version !== version) return { outcome: "stale" };
      const token = { ...before, ...limits, version: version + 1 };
      setLimits.run(...valuesOf(limitColumns, token), id);
      const limited = limitedSessions(liveOfToken(id), { before, token, isRenewal }, tokenById, nowSeconds);
      for (const session of limited.sessions) limitSession(session);
      return { outcome: "updated", before, token, ...limited };
    },
    suspend(order) {
      const before = found(order);
      if (!before) return { outcome: "missing" };
      if (before.revokedAtSeconds !== undefined) return asItWas("revoked", before);
      if (before.suspendedAtSeconds !== undefined) return asItWas("unchanged", before);
      mark.suspended(order);
      return changed(before, end(order.id, "suspended", order.nowSeconds));
    },
    resume(order) {
      const before = found(order);
      if (!before) return { outcome: "missing" };
      if (before.revokedAtSeconds !== undefined) return asItWas("revoked", before);
      if (before.suspendedAtSeconds === undefined) return asItWas("unchanged", before);
      mark.resumed(order);
      return changed(before, []);
    },
    revoke(order) {
      const before = found(order);
      if (!before) return { found: false, endedSessionIds: [] };
      if (before.revokedAtSeconds === undefined) mark.revoked(order);
      const endedSessionIds = end(order.id, "revoked", order.nowSeconds);
      return { found: true, before, token: tokenById(order.id) ?? before, endedSessionIds };
    },
  };
}

function asItWas(outcome: "unchanged" | "revoked", token: TokenRecord): TokenStateOutcome {
  return { outcome, before: token, token, endedSessionIds: [] };
}

function prepareMarks(database: DatabaseSync) {
  const suspend = database.prepare(
    "UPDATE tokens SET suspended_at_seconds = ?, version = version + 1 WHERE id = ?",
  );
  const begin = database.prepare("INSERT INTO token_suspensions (token_id, from_seconds) VALUES (?, ?)");
  const finish = database.prepare(
    "UPDATE token_suspensions SET until_seconds = ? WHERE token_id = ? AND until_seconds IS NULL",
  );
  const revoke = database.prepare(
    "UPDATE tokens SET revoked_at_seconds = ?, version = version + 1 WHERE id = ?",
  );
  return {
    suspended({ id, nowSeconds }: TokenOrder): void {
      suspend.run(nowSeconds, id);
      begin.run(id, nowSeconds);
    },
    resumed({ id, nowSeconds }: TokenOrder): void {
      suspend.run(null, id);
      finish.run(nowSeconds, id);
    },
    revoked: ({ id, nowSeconds }: TokenOrder): void => void revoke.run(nowSeconds, id),
  };
}

/** The live sessions of a token and of those delegated from it, oldest first. */
function prepareLiveOfToken(database: DatabaseSync): (tokenId: string) => readonly SessionRecord[] {
  const statements = ["token_id", ...ANCESTOR_COLUMNS].map(column =>
    database.prepare(`SELECT * FROM sessions WHERE ${column} = ? AND ${IS_RUNNING}`),
  );
  return tokenId => inOrder(statements.flatMap(statement => statement.all(tokenId))).map(sessionOfRow);
}

function prepareLimitSession(database: DatabaseSync): (session: SessionRecord) => void {
  const limit = database.prepare(
    `UPDATE sessions SET tag = ?, bound = ?, max_sessions = ?, until_seconds = ?, lease_until_seconds = ?,
     renewal_json = ?, counting_json = ?, metered = ? WHERE id = ?`,
  );
  return ({ id, tag, bound, maxSessions, untilSeconds, leaseUntilSeconds, renewal, counting, isMetered }) =>
    void limit.run(
      tag ?? null,
      Number(bound),
      maxSessions ?? null,
      untilSeconds ?? null,
      leaseUntilSeconds,
      renewal ? JSON.stringify(renewal) : null,
      counting ? JSON.stringify(counting) : null,
      Number(isMetered ?? false),
      id,
    );
}
