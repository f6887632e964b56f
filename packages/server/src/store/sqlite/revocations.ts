import type { DatabaseSync } from "node:sqlite";
import { endReasonOf, type RevocationRule } from "@sluice/policy";
import type { OpenRules } from "../open-rules.ts";
import { ruleOf } from "../revocation-subject.ts";
import type { NewRevocation, RevocationResult } from "../store.ts";
import { prepareCoveredSessions } from "./covered-sessions.ts";
import { prepareCoveredTokens } from "./covered-tokens.ts";
import { revocationColumns, revocationOfRow } from "./revocation-row.ts";
import { insertSql, text, valuesOf } from "./rows.ts";
import { prepareEndSessions } from "./sessions.ts";
import type { Transaction } from "./write-queue.ts";

/** Writes about revocations; each runs inside a transaction and keeps the rules in memory in step with it. */
export interface RevocationWrites {
  revoke(transaction: Transaction, revocation: NewRevocation): RevocationResult;
  undo(transaction: Transaction, organization: string, id: string): boolean;
  revokeToken(
    organization: string,
    tokenId: string,
    nowSeconds: number,
  ): { readonly found: boolean; readonly endedSessionIds: readonly string[] };
}

/** Prepares the look-up of one rule of an organization. */
export function prepareRevocation(
  database: DatabaseSync,
): (organization: string, id: string) => RevocationRule | undefined {
  const select = database.prepare("SELECT * FROM revocations WHERE id = ? AND organization = ?");
  return (organization, id) => {
    const row = select.get(id, organization);
    return row && revocationOfRow(row);
  };
}

/** Every rule, the oldest first. */
export function loadRules(database: DatabaseSync): readonly RevocationRule[] {
  return database.prepare("SELECT * FROM revocations ORDER BY seq").all().map(revocationOfRow);
}

/** Prepares what a revocation would reach, with nothing written. */
export function prepareCountRevocation(
  database: DatabaseSync,
): (revocation: NewRevocation) => { readonly tokens: number; readonly sessions: number } {
  const coveredTokens = prepareCoveredTokens(database);
  const coveredSessions = prepareCoveredSessions(database);
  return revocation => ({
    tokens: coveredTokens(revocation),
    sessions: coveredSessions(revocation).length,
  });
}

/** Prepares the writes on the writing connection. */
export function prepareRevocationWrites(database: DatabaseSync, openRules: OpenRules): RevocationWrites {
  const insert = database.prepare(insertSql("revocations", revocationColumns));
  const remove = database.prepare("DELETE FROM revocations WHERE id = ?");
  const revokeOne = database.prepare(
    "UPDATE tokens SET revoked_at_seconds = coalesce(revoked_at_seconds, ?) WHERE id = ? AND organization = ?",
  );
  const liveOfToken = database.prepare(
    "SELECT id FROM sessions WHERE token_id = ? AND ended_at_seconds IS NULL",
  );
  const ruleById = prepareRevocation(database);
  const coveredTokens = prepareCoveredTokens(database);
  const coveredSessions = prepareCoveredSessions(database);
  const endSessions = prepareEndSessions(database);

  return {
    revoke(transaction, revocation) {
      const ids = coveredSessions(revocation);
      const rule = ruleOf(revocation, { tokens: coveredTokens(revocation), sessions: ids.length });
      insert.run(...valuesOf(revocationColumns, rule));
      openRules.add(rule);
      transaction.onRollback(() => openRules.remove(rule));
      const reason = endReasonOf(revocation.selector);
      return { rule, endedSessionIds: endSessions(ids, reason, revocation.nowSeconds) };
    },
    undo(transaction, organization, id) {
      const rule = ruleById(organization, id);
      if (!rule) return false;
      remove.run(id);
      openRules.remove(rule);
      transaction.onRollback(() => openRules.add(rule));
      return true;
    },
    revokeToken(organization, tokenId, nowSeconds) {
      const found = revokeOne.run(nowSeconds, tokenId, organization).changes === 1;
      const ids = found ? liveOfToken.all(tokenId).map(row => text(row, "id")) : [];
      return { found, endedSessionIds: endSessions(ids, "revoked", nowSeconds) };
    },
  };
}
