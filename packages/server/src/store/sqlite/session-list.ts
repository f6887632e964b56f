import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord } from "@sluice/policy";
import type { SessionQuery } from "../queries.ts";
import { type Condition, conditionsOf, isOneOf } from "./condition.ts";
import { number } from "./rows.ts";
import { IS_OVER, IS_RUNNING } from "./running.ts";
import type { ListSource } from "./scan.ts";
import { sessionOfRow } from "./session-row.ts";

/** A session is in the list when it is admitted, and begins when it was asked for: no later than so long before. */
const LONGEST_ENTRY_SECONDS = 3600;

interface Index {
  readonly name: string;
  /** The field that it narrows by; undefined: the organization alone. */
  readonly sql: string | undefined;
  /** True for one that has the running sessions apart from those that are over. */
  readonly isParted?: true;
}

const LIVE_INDEXES: readonly Index[] = [
  { name: "live_sessions_by_stream", sql: "stream = ?" },
  { name: "live_sessions_by_group", sql: "stream_group = ?" },
  { name: "live_sessions_by_tag", sql: "tag = ?" },
  { name: "live_sessions_by_server", sql: "connection_server = ?" },
  { name: "live_sessions_by_application", sql: "application = ?" },
  { name: "live_sessions", sql: undefined },
];

const INDEXES: readonly Index[] = [
  { name: "sessions_by_token", sql: "token_id = ?", isParted: true },
  { name: "sessions_by_user", sql: "user = ?" },
  { name: "sessions_by_stream", sql: "stream = ?" },
  { name: "sessions_by_server", sql: "connection_server = ?" },
  { name: "sessions_by_organization", sql: undefined },
];

/** Prepares the list of sessions, the last admitted first. */
export function prepareSessionList(
  database: DatabaseSync,
): (query: SessionQuery) => ListSource<SessionRecord> {
  const firstSince = prepareFirstSince(database);
  return query => {
    const fields = fieldsOf(query);
    const index = indexFor(query, fields);
    const since = query.since === undefined ? undefined : firstSince(query.since - LONGEST_ENTRY_SECONDS);
    return {
      ranges: partsOf(query, index).map(part => ({
        table: `sessions AS place INDEXED BY ${index.name}`,
        conditions: [
          { sql: "organization = ?", values: [query.organization] },
          ...part,
          ...fields.filter(({ sql }) => sql === index.sql),
          ...conditionsOf([["seq >= ?", since]]),
        ],
        position: ["seq"],
      })),
      filters: [...fields.filter(({ sql }) => sql !== index.sql), ...restOf(query)],
      parse: sessionOfRow,
    };
  };
}

/** The parts of the index that are asked for: that of tokens has the running sessions apart from those that are over. */
function partsOf({ live }: SessionQuery, { isParted }: Index): readonly (readonly Condition[])[] {
  const running = { sql: IS_RUNNING, values: [] };
  const over = { sql: IS_OVER, values: [] };
  if (live) return [[running]];
  if (!isParted) return [[]];
  return live === false ? [[over]] : [[running], [over]];
}

function fieldsOf(query: SessionQuery): readonly Condition[] {
  return conditionsOf([
    ["token_id = ?", query.token],
    ["user = ?", query.user],
    ["stream = ?", query.stream],
    ["stream_group = ?", query.group],
    ["tag = ?", query.tag],
    ["connection_server = ?", query.server],
    ["application = ?", query.application],
  ]);
}

function restOf({ address, door, live, since, within }: SessionQuery): readonly Condition[] {
  return [
    ...conditionsOf([
      ["address = ?", address],
      ["door = ?", door],
      ["started_at_seconds >= ?", since],
    ]),
    ...(live === false ? [{ sql: "ended_at_seconds IS NOT NULL", values: [] }] : []),
    ...(within ? [isOneOf("application", within)] : []),
  ];
}

function indexFor({ live }: SessionQuery, fields: readonly Condition[]): Index {
  const isNarrowed = ({ sql }: Index) => sql === undefined || fields.some(field => field.sql === sql);
  const narrow = INDEXES.filter(({ sql }) => sql === "token_id = ?" || sql === "user = ?").find(isNarrowed);
  if (narrow) return narrow;
  const found = (live ? LIVE_INDEXES : INDEXES).find(isNarrowed);
  return found ?? { name: "sessions_by_organization", sql: undefined };
}

/** Finds the first session that began at a second or later, by halving: sessions are kept in the order of their times. */
function prepareFirstSince(database: DatabaseSync): (sinceSeconds: number) => number {
  const bounds = database.prepare(
    "SELECT coalesce(min(seq), 0) AS low, (SELECT coalesce(max(seq), 0) FROM sessions) AS high FROM sessions",
  );
  const next = database.prepare(
    "SELECT started_at_seconds FROM sessions WHERE seq >= ? ORDER BY seq LIMIT 1",
  );
  return sinceSeconds => {
    const row = bounds.get();
    let low = row ? number(row, "low") : 0;
    let high = row ? number(row, "high") + 1 : 0;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = next.get(middle);
      if (found && number(found, "started_at_seconds") < sinceSeconds) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
