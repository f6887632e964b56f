import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RevocationSelector } from "@sluice/policy";
import { isSessionRevoked, ruleOf, type SessionSubject } from "../revocation-subject.ts";
import type { NewRevocation } from "../revocations.ts";
import { isEmptySelector } from "../target-reach.ts";
import { ANCESTOR_COLUMNS, lineageOfRow } from "./ancestor-columns.ts";
import { number, optionalText, type Row, text } from "./rows.ts";
import { IS_RUNNING } from "./running.ts";
import { prepareToken } from "./tokens.ts";

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

/** Where the records of ancestors have what a selector may say of them; streams and sessions are the session's own. */
const OF_ANCESTORS: readonly (readonly [field: keyof RevocationSelector, columns: readonly string[]])[] = [
  ["token", ["id"]],
  ["user", ["user"]],
  ["tag", ["tag"]],
  ["key", ["issued_by", "key_id"]],
  ["jti", ["jti"]],
];

/** Prepares the live sessions that a revocation covers: narrowed by an index, judged by the policy. */
export function prepareCoveredSessions(
  database: DatabaseSync,
): (revocation: NewRevocation) => readonly SessionSubject[] {
  const select = (condition: string): StatementSync =>
    database.prepare(`
      SELECT id, organization, application, stream, stream_group, token_id, user, tag, token_issued_at_milliseconds,
        token_issued_by, token_key_id, jti, address, ${ANCESTOR_COLUMNS.join(", ")}
      FROM sessions WHERE organization = ? AND ${IS_RUNNING} ${condition}`);
  const all = select("");
  const tokenById = prepareToken(database);
  const delegated = OF_ANCESTORS.map(([field, columns]) => ({
    field,
    statement: select(`AND ancestor1 IS NOT NULL AND ? IN (${columns.flatMap(ofAncestors).join(", ")})`),
  }));
  const narrowed = NARROWING.map(([field, column]) => ({
    field,
    statement: select(`AND ${conditionOn(column)}`),
  }));
  return revocation => {
    const { organization, selector, nowSeconds } = revocation;
    if (isEmptySelector(selector)) return [];
    const by = narrowed.find(({ field }) => selector[field] !== undefined);
    const below = delegated.find(({ field }) => field === by?.field);
    const rows = by
      ? [by, below].flatMap(way => way?.statement.all(organization, String(selector[by.field])) ?? [])
      : all.all(organization);
    const rule = ruleOf(revocation, { tokens: 0, sessions: 0 });
    const ancestor = memoize(tokenById);
    const found = new Map(rows.map(row => [text(row, "id"), subjectOfRow(row)]));
    return [...found.values()].filter(session => isSessionRevoked(rule, session, ancestor, nowSeconds));
  };
}

/** The column of each ancestor's record. */
function ofAncestors(column: string): readonly string[] {
  return ANCESTOR_COLUMNS.map(ancestor => `(SELECT ${column} FROM tokens WHERE id = sessions.${ancestor})`);
}

/** A revocation asks for the same few ancestors again and again. */
function memoize<T>(find: (id: string) => T): (id: string) => T {
  const known = new Map<string, { readonly found: T }>();
  return id => {
    const entry = known.get(id) ?? { found: find(id) };
    known.set(id, entry);
    return entry.found;
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
    ...lineageOfRow(row),
  };
}
