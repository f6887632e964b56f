import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Page } from "../page.ts";
import type { UsageFigures, UsageQuery, UsageRange, UsageRecord } from "../usage.ts";
import { noUsage, stepsOf, usageCursor, usageCursorRow, WITHOUT_VALUE } from "../usage-figures.ts";
import { number, type Row, text } from "./rows.ts";
import { FIGURE_COLUMNS } from "./usage-writes.ts";

/** A piece of SQL with the values for its question marks. */
interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const SERIES = "organization = ?1 AND dimension = ?2 AND step = ?3";

/** The steps of a series that hold anything: each is one seek, however many values are in it. */
const STEPS = `WITH RECURSIVE steps (at) AS (
    SELECT min(at_seconds) FROM usage WHERE ${SERIES} AND at_seconds >= ?4
    UNION ALL
    SELECT (SELECT min(at_seconds) FROM usage WHERE ${SERIES} AND at_seconds > at) FROM steps WHERE at < ?5
  )`;

/** Prepares the series on the reading connection. */
export function prepareUsage(database: DatabaseSync) {
  const rowsOf = (range: UsageRange, { sql, values }: Condition, ending: string): readonly Row[] => {
    const { first, end } = stepsOf(range);
    return database
      .prepare(`${sql} ${ending}`)
      .all(range.organization, range.by, range.step, first, end, ...values);
  };
  return {
    list(query: UsageQuery): Page<UsageRecord> {
      const sum = selected("*", query);
      const after = afterCursor(query);
      const rows = rowsOf(
        query,
        { sql: sum.sql + after.sql, values: [...sum.values, ...after.values, query.limit + 1] },
        "ORDER BY at_seconds, value LIMIT ?",
      );
      const last = rows[query.limit - 1];
      const more = last && rows.length > query.limit;
      return {
        items: rows.slice(0, query.limit).map(recordOfRow),
        next: more ? usageCursor(number(last, "at_seconds"), text(last, "value")) : undefined,
      };
    },
    total(range: UsageRange): UsageFigures {
      const sums = FIGURE_COLUMNS.map(name => `coalesce(sum(${name}), 0) AS ${name}`);
      const [row] = rowsOf(range, selected(sums.join(", "), range), "");
      return row ? figuresOfRow(row) : noUsage;
    },
  };
}

function selected(columns: string, range: UsageRange): Condition {
  const within = withinCondition(range);
  if (range.of === undefined) {
    const sql = `SELECT ${columns} FROM usage WHERE ${SERIES} AND at_seconds >= ?4 AND at_seconds < ?5${within.sql}`;
    return { sql, values: within.values };
  }
  const sql = `${STEPS} SELECT ${columns} FROM steps CROSS JOIN usage
    WHERE ${SERIES} AND at_seconds = at AND at_seconds < ?5 AND value = ?${within.sql}`;
  return { sql, values: [range.of, ...within.values] };
}

function withinCondition({ by, within }: UsageRange): Condition {
  if (within === undefined) return { sql: "", values: [] };
  if (by === "application") {
    return { sql: ` AND value IN (${within.map(() => "?").join(", ")})`, values: within };
  }
  if (by !== "stream" || within.length === 0) return { sql: " AND 0", values: [] };
  const ranges = within.map(() => "(value >= ? AND value < ?)").join(" OR ");
  // `0` is what follows `/`: the range holds exactly the names that begin with the application and a slash.
  return { sql: ` AND (${ranges})`, values: within.flatMap(name => [`${name}/`, `${name}0`]) };
}

function afterCursor({ cursor }: UsageQuery): Condition {
  if (cursor === undefined) return { sql: "", values: [] };
  const { atSeconds, value } = usageCursorRow(cursor);
  return { sql: " AND (at_seconds, value) > (?, ?)", values: [atSeconds, value] };
}

function recordOfRow(row: Row): UsageRecord {
  const value = text(row, "value");
  const of = value === WITHOUT_VALUE ? undefined : value;
  return { atSeconds: number(row, "at_seconds"), of, ...figuresOfRow(row) };
}

function figuresOfRow(row: Row): UsageFigures {
  return {
    sessions: number(row, "sessions"),
    seconds: number(row, "seconds"),
    bytes: number(row, "bytes"),
    requests: number(row, "requests"),
    refused: number(row, "refused"),
  };
}
