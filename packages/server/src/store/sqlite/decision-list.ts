import type { DecisionQuery } from "../queries.ts";
import type { DecisionRecord } from "../store.ts";
import { type Condition, conditionsOf, isOneOf } from "./condition.ts";
import { decisionOfRow } from "./decision-row.ts";
import type { ListSource, Range } from "./scan.ts";

/** Fields with an index of their own, the narrowest first. */
const INDEXES: readonly { readonly sql: string; readonly index: string }[] = [
  { sql: "token_id = ?", index: "decisions_by_token" },
  { sql: "user = ?", index: "decisions_by_user" },
  { sql: "ip = ?", index: "decisions_by_ip" },
  { sql: "stream = ?", index: "decisions_by_stream" },
];

/** The list of decisions, the last one first. */
export function decisionList(query: DecisionQuery): ListSource<DecisionRecord> {
  const { allowed, within, withUnowned } = query;
  const fields = conditionsOf([
    ["token_id = ?", query.token],
    ["user = ?", query.user],
    ["ip = ?", query.ip],
    ["stream = ?", query.stream],
    ["session_id = ?", query.session],
    ["reason = ?", query.reason],
    ["allowed = ?", allowed === undefined ? undefined : Number(allowed)],
  ]);
  const indexed = INDEXES.find(({ sql }) => fields.some(field => field.sql === sql));
  const by = fields.filter(({ sql }) => sql === indexed?.sql);
  const owners = [query.organization, ...(withUnowned ? [null] : [])];
  return {
    ranges: owners.map(owner => rangeOf(query, owner, indexed?.index ?? "decisions_by_organization", by)),
    filters: [
      ...fields.filter(({ sql }) => sql !== indexed?.sql),
      ...(within ? [isOneOf("application", within)] : []),
    ],
    parse: decisionOfRow,
  };
}

function rangeOf(
  { since, until }: DecisionQuery,
  owner: string | null,
  index: string,
  by: readonly Condition[],
): Range {
  return {
    table: `decisions AS place INDEXED BY ${index}`,
    conditions: [
      { sql: "organization IS ?", values: [owner] },
      ...by,
      ...conditionsOf([
        ["at_milliseconds >= ?", since === undefined ? undefined : since * 1000],
        ["at_milliseconds < ?", until === undefined ? undefined : until * 1000],
      ]),
    ],
    position: ["at_milliseconds", "seq"],
  };
}
