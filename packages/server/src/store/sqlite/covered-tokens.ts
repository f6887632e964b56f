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
  // One stream holds a token once; only several may repeat it.
  const counted = reach.streams.length === 1 ? "*" : "DISTINCT token_seq";
  const names = oneOf("stream", reach.streams);
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
    ["jti = ?", selector.jti],
    ["? IN (issued_by, key_id)", selector.key],
    ["user = ?", selector.user],
    ["tag = ?", selector.tag],
    ["id = (SELECT token_id FROM sessions WHERE id = ?)", selector.session],
  ];
  return wanted.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, values: [value] }]));
}

function targetConditions({ organization }: NewRevocation, { streams, groups, prefix }: TargetReach) {
  return {
    openingAll: { sql: "opens_all = 1", values: [] },
    byGroup: prefix === undefined ? oneOf("target_group", groups) : beginningWith("target_group", prefix),
    byStream:
      prefix === undefined ? namingOneOf(streams) : namingApplication(organization, prefix.slice(0, -1)),
  } satisfies Record<string, Condition>;
}

/** Asked of each token alone: its own names, of which there are a handful, among any number of others. */
function namingOneOf(streams: readonly string[]): Condition {
  const names = oneOf("named.value", streams);
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(tokens.target_json, '$.streams') AS named WHERE ${names.sql})`,
    values: names.values,
  };
}

/** Asked of each token alone: one row of the side table, however many tokens the application has. */
function namingApplication(organization: string, application: string): Condition {
  return {
    sql: `EXISTS (SELECT 1 FROM token_applications AS named WHERE named.organization = ? AND named.application = ?
      AND named.issued_at_milliseconds = tokens.issued_at_milliseconds AND named.token_seq = tokens.seq)`,
    values: [organization, application],
  };
}

/** One parameter for all: a group may have more streams than a statement may have parameters. */
function oneOf(column: string, names: readonly string[]): Condition {
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(names)] };
}

function beginningWith(column: string, prefix: string): Condition {
  return { sql: `${column} >= ? AND ${column} < ?`, values: [prefix, `${prefix}\u{10ffff}`] };
}
