import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { NewRevocation } from "../revocations.ts";
import { isEmptySelector, type TargetReach, targetReach } from "../target-reach.ts";
import { anyOf, type Condition } from "./condition.ts";
import { number } from "./rows.ts";

const LATEST_MILLISECONDS = Number.MAX_SAFE_INTEGER;

/** Prepares the count of the tokens that a revocation matches. Revocations are rare: the SQL is made for each. */
export function prepareCoveredTokens(database: DatabaseSync): (revocation: NewRevocation) => number {
  const count = ({ sql, values }: Condition): number => {
    const row = database.prepare(sql).get(...values);
    return row ? number(row, "tokens") : 0;
  };
  return revocation => {
    if (isEmptySelector(revocation.selector)) return 0;
    const owner = ownerConditions(revocation);
    const reach = targetReach(revocation);
    if (!reach) return count(tokensWhere(revocation, owner));
    const parts = targetConditions(revocation, reach);
    // Every token has one form of target, so the parts never count a token twice.
    if (owner.length > 0) return count(tokensWhere(revocation, [...owner, anyOf(Object.values(parts))]));
    return (
      count(tokensWhere(revocation, [parts.openingAll])) +
      count(tokensWhere(revocation, [parts.byGroup])) +
      count(tokensNaming(revocation, reach))
    );
  };
}

function tokensWhere(revocation: NewRevocation, conditions: readonly Condition[]): Condition {
  return {
    sql: `SELECT count(*) AS tokens FROM tokens
      WHERE ${["organization = ?", "issued_at_milliseconds <= ?", ...conditions.map(({ sql }) => sql)].join(" AND ")}`,
    values: [...scope(revocation), ...conditions.flatMap(({ values }) => values)],
  };
}

/** Counts by the side table alone: a million tokens of one stream are read from its index. */
function tokensNaming(revocation: NewRevocation, reach: TargetReach): Condition {
  if (reach.prefix !== undefined) {
    return {
      sql: `SELECT count(*) AS tokens FROM token_applications
        WHERE organization = ? AND issued_at_milliseconds <= ? AND application = ?`,
      values: [...scope(revocation), reach.prefix.slice(0, -1)],
    };
  }
  const names = named("stream", reach.streams, reach.prefix);
  // One stream holds a token once; only several may repeat it.
  const counted = reach.streams.length === 1 ? "*" : "DISTINCT token_seq";
  return {
    sql: `SELECT count(${counted}) AS tokens FROM token_streams
      WHERE organization = ? AND issued_at_milliseconds <= ? AND ${names.sql}`,
    values: [...scope(revocation), ...names.values],
  };
}

function scope({ organization, issuedUpToMilliseconds }: NewRevocation): readonly SQLInputValue[] {
  return [organization, issuedUpToMilliseconds ?? LATEST_MILLISECONDS];
}

function ownerConditions({ selector }: NewRevocation): readonly Condition[] {
  const wanted: readonly (readonly [sql: string, value: string | undefined])[] = [
    ["id = ?", selector.token],
    // No opaque token has an id within.
    ["? IS NULL", selector.jti],
    ["issued_by = ?", selector.key],
    ["user = ?", selector.user],
    ["tag = ?", selector.tag],
    ["id = (SELECT token_id FROM sessions WHERE id = ?)", selector.session],
  ];
  return wanted.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, values: [value] }]));
}

function targetConditions({ organization }: NewRevocation, reach: TargetReach) {
  const streams = named("stream", reach.streams, reach.prefix);
  return {
    openingAll: { sql: "opens_all = 1", values: [] },
    byGroup: named("target_group", reach.groups, reach.prefix),
    byStream: {
      sql: `EXISTS (SELECT 1 FROM token_streams AS named WHERE named.organization = ? AND ${streams.sql}
        AND named.issued_at_milliseconds = tokens.issued_at_milliseconds AND named.token_seq = tokens.seq)`,
      values: [organization, ...streams.values],
    },
  } satisfies Record<string, Condition>;
}

/** The column is one of the names or, with a prefix, begins with it. */
function named(column: string, names: readonly string[], prefix: string | undefined): Condition {
  if (prefix === undefined) {
    return { sql: `${column} IN (${names.map(() => "?").join(", ")})`, values: names };
  }
  return { sql: `${column} >= ? AND ${column} < ?`, values: [prefix, `${prefix}\u{10ffff}`] };
}
