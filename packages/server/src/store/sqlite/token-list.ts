import type { TokenStatus } from "@sluice/policy";
import type { TokenQuery } from "../queries.ts";
import type { TokenRecord } from "../token-record.ts";
import { tokenStatus } from "../token-status.ts";
import { type Condition, conditionsOf } from "./condition.ts";
import type { ListSource, Range } from "./scan.ts";
import { tokenOfRow } from "./token-row.ts";

/**
 * The list of tokens, the last issued first: read from the index of the narrowest field that is given. `mayBeCovered`:
 * whether some rule covers tokens as a whole; without one the rows tell what each is, but for those of delegated tokens.
 */
export function tokenList(
  query: TokenQuery,
  isCovered: (token: TokenRecord, atSeconds: number) => boolean,
  mayBeCovered: boolean,
): ListSource<TokenRecord> {
  const { status, kind, action, user, tag, group, issuedBy, jti, parent } = query;
  const filters = conditionsOf([
    ["kind = ?", kind],
    ["action = ?", action],
    ["user = ?", user],
    ["tag = ?", tag],
    ["target_group = ?", group],
    ["? IN (issued_by, key_id)", issuedBy],
    ["jti = ?", jti],
    ["parent = ?", parent],
  ]);
  return {
    ...rangesOf(query, filters, mayBeCovered),
    accept:
      status &&
      (token =>
        tokenStatus(token, {
          nowSeconds: status.atSeconds,
          isCovered: isCovered(token, status.atSeconds),
        }) === status.is),
    parse: tokenOfRow,
  };
}

function rangesOf(
  query: TokenQuery,
  fields: readonly Condition[],
  mayBeCovered: boolean,
): Pick<ListSource<TokenRecord>, "ranges" | "filters"> {
  const ofStatus = query.status ? [ownStatus(query.status, mayBeCovered)] : [];
  const rest = [...ofStatus, ...targetFilters(query)];
  const indexed = INDEXES.find(({ sql }) => fields.some(field => field.sql === sql));
  if (indexed && !(query.stream !== undefined && indexed.isWide)) {
    const by = fields.filter(({ sql }) => sql === indexed.sql);
    return {
      ranges: [tokenRange(query, indexed.index, by)],
      filters: [...fields.filter(({ sql }) => sql !== indexed.sql), ...rest],
    };
  }
  const { stream, application, within } = query;
  if (stream !== undefined) {
    return { ranges: [sideRange(query, "token_streams", "stream", stream)], filters: [...fields, ...rest] };
  }
  const applications = application === undefined ? within : [application];
  const ranges = applications?.map(name => sideRange(query, "token_applications", "application", name));
  return {
    ranges: ranges ?? [tokenRange(query, "tokens_by_organization", [])],
    filters: [...fields, ...rest],
  };
}

/** Fields with an index of their own, the narrowest first. One key may have issued every token, one tag too. */
const INDEXES: readonly { readonly sql: string; readonly index: string; readonly isWide: boolean }[] = [
  { sql: "parent = ?", index: "tokens_by_parent", isWide: false },
  { sql: "user = ?", index: "tokens_by_user", isWide: false },
  { sql: "tag = ?", index: "tokens_by_tag", isWide: true },
  { sql: "target_group = ?", index: "tokens_by_group", isWide: true },
  { sql: "issued_by = ?", index: "tokens_by_issuer", isWide: true },
];

function tokenRange(query: TokenQuery, index: string, by: readonly Condition[]): Range {
  return {
    table: `tokens AS place INDEXED BY ${index}`,
    conditions: [{ sql: "place.organization = ?", values: [query.organization] }, ...by, ...times(query)],
    position: ["place.issued_at_milliseconds", "place.seq"],
  };
}

function sideRange(query: TokenQuery, table: string, column: string, value: string): Range {
  return {
    table: `${table} AS place`,
    join: "CROSS JOIN tokens ON tokens.seq = place.token_seq",
    conditions: [
      { sql: "place.organization = ?", values: [query.organization] },
      { sql: `place.${column} = ?`, values: [value] },
      ...times(query),
    ],
    position: ["place.issued_at_milliseconds", "place.token_seq"],
  };
}

function times({ since, until }: TokenQuery): readonly Condition[] {
  return conditionsOf([
    ["place.issued_at_milliseconds >= ?", since === undefined ? undefined : since * 1000],
    ["place.issued_at_milliseconds < ?", until === undefined ? undefined : until * 1000],
  ]);
}

/** The targets that are allowed: a token that opens anything outside of `within` is not in the list. */
function targetFilters({ stream, application, within }: TokenQuery): readonly Condition[] {
  const inside = within && {
    sql: `target_group IS NULL AND opens_all = 0 AND NOT EXISTS (SELECT 1 FROM json_each(target_json, '$.streams')
      WHERE substr(value, 1, instr(value, '/') - 1) NOT IN (SELECT value FROM json_each(?)))`,
    values: [JSON.stringify(within)],
  };
  const named = stream === undefined ? undefined : naming("value = ?", stream);
  const of =
    application === undefined
      ? undefined
      : naming("substr(value, 1, instr(value, '/') - 1) = ?", application);
  return [inside, named, of].filter(condition => condition !== undefined);
}

function naming(sql: string, value: string): Condition {
  return { sql: `EXISTS (SELECT 1 FROM json_each(target_json, '$.streams') WHERE ${sql})`, values: [value] };
}

/** What the row alone tells of a status; rules over whole tokens are judged afterwards. */
function ownStatus({ is, atSeconds }: NonNullable<TokenQuery["status"]>, mayBeCovered: boolean): Condition {
  const past = "(expires_at_seconds IS NOT NULL AND expires_at_seconds <= ?)";
  const spent = "(max_uses IS NOT NULL AND uses >= max_uses)";
  const early = "(not_before_seconds IS NOT NULL AND not_before_seconds > ?)";
  const open = "revoked_at_seconds IS NULL AND suspended_at_seconds IS NULL";
  const conditions: Readonly<Record<TokenStatus, Condition>> = {
    revoked: {
      sql: mayBeCovered ? "1" : "(revoked_at_seconds IS NOT NULL OR ancestor1 IS NOT NULL)",
      values: [],
    },
    suspended: { sql: "revoked_at_seconds IS NULL AND suspended_at_seconds IS NOT NULL", values: [] },
    expired: { sql: `${open} AND ${past}`, values: [atSeconds] },
    used: { sql: `${open} AND NOT ${past} AND ${spent}`, values: [atSeconds] },
    "not-yet-valid": {
      sql: `${open} AND NOT ${past} AND NOT ${spent} AND ${early}`,
      values: [atSeconds, atSeconds],
    },
    active: {
      sql: `${open} AND NOT ${past} AND NOT ${spent} AND NOT ${early}`,
      values: [atSeconds, atSeconds],
    },
  };
  return conditions[is];
}
