import type { AuditQuery, AuditRecord } from "../audit.ts";
import { recordOf } from "../audit-chain.ts";
import { auditOfRow } from "./audit-row.ts";
import { type Condition, conditionsOf } from "./condition.ts";
import type { ListSource } from "./scan.ts";

/** Entries are numbered in the order of their writing: one that had to wait is at most this much older than the next. */
const DISORDER_MILLISECONDS = 60_000;

/** Fields with an index of their own, the narrowest first. */
const INDEXES = [
  { sql: "subject_id = ?", index: "audit_by_subject" },
  { sql: "user = ?", index: "audit_by_user" },
  { sql: "action = ?", index: "audit_by_action" },
  { sql: "actor = ?", index: "audit_by_actor" },
] as const;

/** The list of entries, the last first: read from the index of the narrowest field that is given. */
export function auditList(query: AuditQuery): ListSource<AuditRecord> {
  const fields = conditionsOf([
    ["subject_id = ?", query.subject],
    ["user = ?", query.user],
    ["action = ?", query.action],
    ["actor = ?", query.actor],
  ]);
  const indexed = INDEXES.find(({ sql }) => fields.some(field => field.sql === sql));
  const by = fields.filter(({ sql }) => sql === indexed?.sql);
  return {
    ranges: [
      {
        table: indexed ? `audit AS place INDEXED BY ${indexed.index}` : "audit AS place",
        conditions: [
          { sql: "organization = ?", values: [query.organization] },
          ...by,
          ...numberBounds(query),
        ],
        position: ["place.number"],
      },
    ],
    filters: [
      ...fields.filter(({ sql }) => sql !== indexed?.sql),
      ...conditionsOf([
        ["at_milliseconds >= ?", milliseconds(query.since)],
        ["at_milliseconds < ?", milliseconds(query.until)],
      ]),
    ],
    parse: row => recordOf(auditOfRow(row)),
  };
}

/** The numbers between which the times lie, so that nothing far outside is looked at. */
function numberBounds({ organization, since, until }: AuditQuery): readonly Condition[] {
  const bound = (comparison: string, times: string, order: string, at: number): Condition => ({
    sql: `place.number ${comparison} (SELECT number FROM audit
      WHERE organization = ? AND at_milliseconds ${times} ? ORDER BY at_milliseconds ${order} LIMIT 1)`,
    values: [organization, at],
  });
  const [from, to] = [milliseconds(since), milliseconds(until)];
  return [
    ...(from === undefined ? [] : [bound(">=", ">=", "ASC", from - DISORDER_MILLISECONDS)]),
    ...(to === undefined ? [] : [bound("<=", "<", "DESC", to + DISORDER_MILLISECONDS)]),
  ];
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
