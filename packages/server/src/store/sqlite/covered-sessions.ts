import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isRevoked, type RevocationSelector } from "@sluice/policy";
import { ruleOf, runningSubject, type SessionSubject } from "../revocation-subject.ts";
import type { NewRevocation } from "../revocations.ts";
import { isEmptySelector } from "../target-reach.ts";
import { number, optionalText, type Row, text } from "./rows.ts";

/** The API key that asked for the token, or the token key that signed it. */
const KEY = "key";

/** Columns to narrow by, the narrowest first; the last two without an index of their own, among running sessions. */
const NARROWING: readonly (readonly [field: keyof RevocationSelector, column: string])[] = [
  ["session", "id"],
  ["token", "token_id"],
  ["user", "user"],
  ["tag", "tag"],
  ["stream", "stream"],
  ["group", "stream_group"],
  ["application", "application"],
  ["key", KEY],
  ["jti", "jti"],
];

/** Prepares the live sessions that a revocation covers: narrowed by an index, judged by the policy. */
export function prepareCoveredSessions(
  database: DatabaseSync,
): (revocation: NewRevocation) => readonly SessionSubject[] {
  const select = (condition: string): StatementSync =>
    database.prepare(`
      SELECT id, organization, application, stream, stream_group, token_id, user, tag, token_issued_at_milliseconds,
        token_issued_by, token_key_id, jti, address
      FROM sessions WHERE organization = ? AND ended_at_seconds IS NULL ${condition}`);
  const all = select("");
  const narrowed = NARROWING.map(([field, column]) => ({
    field,
    statement: select(`AND ${conditionOn(column)}`),
  }));
  return revocation => {
    const { organization, selector, nowSeconds } = revocation;
    if (isEmptySelector(selector)) return [];
    const by = narrowed.find(({ field }) => selector[field] !== undefined);
    const rows = by ? by.statement.all(organization, String(selector[by.field])) : all.all(organization);
    const rule = ruleOf(revocation, { tokens: 0, sessions: 0 });
    return rows.map(subjectOfRow).filter(session => isRevoked(rule, runningSubject(session), nowSeconds));
  };
}

function conditionOn(column: string): string {
  return column === KEY ? "? IN (token_issued_by, token_key_id)" : `${column} = ?`;
}

function subjectOfRow(row: Row): SessionSubject {
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    application: text(row, "application"),
    stream: text(row, "stream"),
    group: text(row, "stream_group"),
    tokenId: text(row, "token_id"),
    user: optionalText(row, "user"),
    tag: optionalText(row, "tag"),
    tokenIssuedAtMilliseconds: number(row, "token_issued_at_milliseconds"),
    issuedBy: optionalText(row, "token_issued_by"),
    keyId: optionalText(row, "token_key_id"),
    jti: optionalText(row, "jti"),
    address: optionalText(row, "address"),
  };
}
