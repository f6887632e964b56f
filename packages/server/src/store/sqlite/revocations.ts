import type { DatabaseSync } from "node:sqlite";
import { endReasonOf } from "@sluice/policy";
import type { OpenRules } from "../open-rules.ts";
import { ruleOf, type SessionSubject } from "../revocation-subject.ts";
import type { NewRevocation, RevocationRecord, RevocationResult } from "../revocations.ts";
import { prepareCoveredSessions } from "./covered-sessions.ts";
import { prepareCoveredTokens } from "./covered-tokens.ts";
import { revocationColumns, revocationOfRow } from "./revocation-row.ts";
import { insertSql, valuesOf } from "./rows.ts";
import { prepareEndSessions } from "./sessions.ts";
import type { Transaction } from "./write-queue.ts";

/** Writes about revocations; each runs inside a transaction and keeps the rules in memory in step with it. */
export interface RevocationWrites {
  revoke(transaction: Transaction, revocation: NewRevocation): RevocationResult;
  undo(
    transaction: Transaction,
    organization: string,
    id: string,
    nowSeconds: number,
  ): RevocationRecord | undefined;
  noteEffect(id: string, effectMilliseconds: number): void;
}

/** Prepares the look-up of one rule of an organization. */
export function prepareRevocation(
  database: DatabaseSync,
): (organization: string, id: string) => RevocationRecord | undefined {
  const select = database.prepare("SELECT * FROM revocations WHERE id = ? AND organization = ?");
  return (organization, id) => {
    const row = select.get(id, organization);
    return row && revocationOfRow(row);
  };
}

/** Every rule that stands, the oldest first. */
export function loadRules(database: DatabaseSync): readonly RevocationRecord[] {
  return database
    .prepare("SELECT * FROM revocations WHERE undone_at_seconds IS NULL ORDER BY seq")
    .all()
    .map(revocationOfRow);
}

/** Prepares what a revocation would reach, with nothing written. */
export function prepareCountRevocation(
  database: DatabaseSync,
): (revocation: NewRevocation) => { readonly tokens: number; readonly sessions: number } {
  const coveredTokens = prepareCoveredTokens(database);
  const coveredSessions = prepareCoveredSessions(database);
  return revocation => {
    const sessions = coveredSessions(revocation);
    return { tokens: countTokens(coveredTokens, revocation, sessions), sessions: sessions.length };
  };
}

/** Prepares the writes on the writing connection. */
export function prepareRevocationWrites(database: DatabaseSync, openRules: OpenRules): RevocationWrites {
  const insert = database.prepare(insertSql("revocations", revocationColumns));
  const undo = database.prepare("UPDATE revocations SET undone_at_seconds = ? WHERE id = ?");
  const noteEffect = database.prepare("UPDATE revocations SET effect_milliseconds = ? WHERE id = ?");
  const ruleById = prepareRevocation(database);
  const coveredTokens = prepareCoveredTokens(database);
  const coveredSessions = prepareCoveredSessions(database);
  const endSessions = prepareEndSessions(database);

  return {
    revoke(transaction, revocation) {
      const covered = coveredSessions(revocation);
      const tokens = countTokens(coveredTokens, revocation, covered);
      const rule = ruleOf(revocation, { tokens, sessions: covered.length });
      insert.run(...valuesOf(revocationColumns, rule));
      openRules.add(rule);
      transaction.onRollback(() => openRules.remove(rule));
      const reason = endReasonOf(revocation.selector);
      const ids = covered.map(({ id }) => id);
      return { rule, endedSessionIds: endSessions(ids, reason, revocation.nowSeconds) };
    },
    undo(transaction, organization, id, nowSeconds) {
      const rule = ruleById(organization, id);
      if (!rule || rule.undoneAtSeconds !== undefined) return undefined;
      undo.run(nowSeconds, id);
      openRules.remove(rule);
      transaction.onRollback(() => openRules.add(rule));
      return { ...rule, undoneAtSeconds: nowSeconds };
    },
    noteEffect: (id, effectMilliseconds) => void noteEffect.run(effectMilliseconds, id),
  };
}

/** Who played from an address is only known of sessions: the tokens are theirs. */
function countTokens(
  coveredTokens: (revocation: NewRevocation) => number,
  revocation: NewRevocation,
  sessions: readonly SessionSubject[],
): number {
  if (revocation.selector.ip === undefined) return coveredTokens(revocation);
  return new Set(sessions.map(({ tokenId }) => tokenId)).size;
}
