import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { RevocationRule, SessionRecord } from "@sluice/policy";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { RevocationQuery, SessionQuery, TokenQuery, TokenRecord } from "../store.ts";
import { revocationOfRow } from "./revocation-row.ts";
import { number, type Row } from "./rows.ts";
import { sessionOfRow } from "./session-row.ts";
import { tokenOfRow } from "./token-row.ts";

/** The pages of the store, newest first. A page is found by the position of the one before it, never by an offset. */
export interface Lists {
  tokens(query: TokenQuery): Page<TokenRecord>;
  sessions(query: SessionQuery): Page<SessionRecord>;
  revocations(query: RevocationQuery): Page<RevocationRule>;
}

interface ListSource<T> {
  readonly from: string;
  /** The columns that order the list; they must be unique together. */
  readonly position: readonly string[];
  /** A filter applies when its value is given; one without a question mark takes no value. */
  readonly filters: readonly (readonly [sql: string, value: SQLInputValue | undefined])[];
  readonly parse: (row: Row) => T;
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Prepares the lists on the reading connection; each combination of filters is prepared when first asked. */
export function prepareLists(database: DatabaseSync): Lists {
  const statements = new Map<string, StatementSync>();
  const rowsOf = (sql: string, values: readonly SQLInputValue[]): readonly Row[] => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement.all(...values);
  };
  const list = <T>(source: ListSource<T>, query: PageQuery): Page<T> => pageOf(rowsOf, source, query);
  return {
    tokens: query => list(tokenSource(query), query),
    sessions: query => list(sessionSource(query), query),
    revocations: query => list(revocationSource(query), query),
  };
}

function tokenSource(query: TokenQuery): ListSource<TokenRecord> {
  const named = query.stream !== undefined;
  return {
    from: named ? "token_streams AS place JOIN tokens ON tokens.seq = place.token_seq" : "tokens AS place",
    position: ["place.issued_at_milliseconds", named ? "place.token_seq" : "place.seq"],
    filters: [
      ["place.organization = ?", query.organization],
      ["place.stream = ?", query.stream],
      ["user = ?", query.user],
      ["tag = ?", query.tag],
    ],
    parse: tokenOfRow,
  };
}

function sessionSource(query: SessionQuery): ListSource<SessionRecord> {
  return {
    from: "sessions",
    position: ["seq"],
    filters: [
      ["organization = ?", query.organization],
      ["token_id = ?", query.token],
      ["user = ?", query.user],
      ["stream = ?", query.stream],
      ...(query.live === undefined
        ? []
        : [[`ended_at_seconds IS ${query.live ? "" : "NOT "}NULL`, null] as const]),
    ],
    parse: sessionOfRow,
  };
}

function revocationSource(query: RevocationQuery): ListSource<RevocationRule> {
  return {
    from: "revocations",
    position: ["seq"],
    filters: [["organization = ?", query.organization]],
    parse: revocationOfRow,
  };
}

function pageOf<T>(
  rowsOf: (sql: string, values: readonly SQLInputValue[]) => readonly Row[],
  { from, position, filters, parse }: ListSource<T>,
  { limit, cursor }: PageQuery,
): Page<T> {
  const applied = filters.filter(([, value]) => value !== undefined);
  const after = cursor === undefined ? [] : decodeCursor(cursor, position.length);
  const conditions = applied.map(([sql]) => sql);
  if (after.length > 0) {
    conditions.push(`(${position.join(", ")}) < (${position.map(() => "?").join(", ")})`);
  }
  const sql = `SELECT *, ${position.map((column, index) => `${column} AS position${index}`).join(", ")}
    FROM ${from} WHERE ${conditions.join(" AND ")}
    ORDER BY ${position.map(column => `${column} DESC`).join(", ")} LIMIT ?`;
  const values = applied.flatMap(([condition, value]) => (condition.includes("?") ? [value ?? null] : []));
  const rows = rowsOf(sql, [...values, ...after, limit + 1]);
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(parse),
    next:
      last && rows.length > limit
        ? encodeCursor(position.map((_, index) => number(last, `position${index}`)))
        : undefined,
  };
}
