import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import { allOf, type Condition } from "./condition.ts";
import { number, type Row } from "./rows.ts";

/** Rows that one step looks at before others have their turn. */
const STEP_ROWS = 1_000;
/** Rows that one page looks at: a filter that nothing passes must not read a million of them. */
const PAGE_ROWS = 5_000;

/** A part of an index, read in the order of the list. */
export interface Range {
  /** The table as `place`; `INDEXED BY` where the choice matters. */
  readonly table: string;
  /** Brings the item's own row to `place`, where that is another one. */
  readonly join?: string;
  readonly conditions: readonly Condition[];
  /** Columns of `place` that order the list, the newest first; unique together. */
  readonly position: readonly string[];
}

/** A list: where it is read, what is judged row by row, and how a row becomes an item. */
export interface ListSource<T> {
  /** Several are merged by position; an item may be in more than one. */
  readonly ranges: readonly Range[];
  readonly filters: readonly Condition[];
  /** What no SQL can judge. */
  readonly accept?: ((item: T) => boolean) | undefined;
  readonly parse: (row: Row) => T;
}

/** Runs one piece of reading; may wait for a lock. */
export type Run = <T>(work: () => T) => Promise<T>;

type Position = readonly number[];

interface Placed<T> {
  readonly item: T;
  readonly position: Position;
}

/** What was found in a range, and how far it was read; undefined: to its end. */
interface Found<T> {
  readonly placed: readonly Placed<T>[];
  readonly reached: Position | undefined;
}

/** Reads pages on one connection. */
export type ReadPage = <T>(
  source: ListSource<T>,
  query: { readonly limit: number; readonly cursor?: string | undefined },
) => Promise<Page<T>>;

/**
 * Prepares the reading of pages. A page may hold fewer items than its limit and still have a next one, because it looks
 * at a bounded number of rows; each combination of filters is prepared when it is first asked for.
 */
export function preparePages(database: DatabaseSync, run: Run, pageRows = PAGE_ROWS): ReadPage {
  const statements = new Map<string, StatementSync>();
  const all = ({ sql, values }: Condition): Promise<readonly Row[]> =>
    run(() => {
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.set(sql, statement);
      return statement.all(...values);
    });
  return async (source, { limit, cursor }) => {
    const [first] = source.ranges;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, first?.position.length ?? 1);
    const parts = [];
    for (const range of source.ranges) {
      parts.push(await readRange(all, { range, source, limit, pageRows }, after));
    }
    return merge(parts, limit);
  };
}

type All = (condition: Condition) => Promise<readonly Row[]>;

interface Reading<T> {
  readonly range: Range;
  readonly source: ListSource<T>;
  readonly limit: number;
  readonly pageRows: number;
}

async function readRange<T>(all: All, reading: Reading<T>, after: Position | undefined): Promise<Found<T>> {
  const { range, source, limit, pageRows } = reading;
  const isFiltered = source.filters.length > 0 || source.accept !== undefined;
  const placed: Placed<T>[] = [];
  let from = after;
  for (let seen = 0; seen < pageRows; seen += STEP_ROWS) {
    if (seen > 0) await setImmediate();
    const [edge] = isFiltered ? await all(edgeOf(range, from)) : [];
    const edgePosition = edge && positionOf(range, edge);
    const missing = limit + 1 - placed.length;
    const rows = await all(
      rowsOf(reading, { from, to: edgePosition, limit: source.accept ? STEP_ROWS : missing }),
    );
    const items = rows.map(row => ({ item: source.parse(row), position: positionOf(range, row) }));
    placed.push(...items.filter(({ item }) => source.accept?.(item) ?? true).slice(0, missing));
    if (placed.length > limit)
      return { placed: placed.slice(0, limit), reached: placed[limit - 1]?.position };
    if (edgePosition === undefined) return { placed, reached: undefined };
    from = edgePosition;
  }
  return { placed, reached: from };
}

/** The last row of the next step; none when fewer are left. */
function edgeOf({ table, conditions, position }: Range, from: Position | undefined): Condition {
  const where = allOf([...conditions, ...bound(position, "<", from)]);
  return {
    sql: `SELECT ${named(position)} FROM ${table} WHERE ${where.sql} ORDER BY ${descending(position)}
      LIMIT 1 OFFSET ${STEP_ROWS - 1}`,
    values: where.values,
  };
}

function rowsOf<T>(
  { range, source }: Reading<T>,
  part: { readonly from: Position | undefined; readonly to: Position | undefined; readonly limit: number },
): Condition {
  const { table, join = "", conditions, position } = range;
  const bounds = [...bound(position, "<", part.from), ...bound(position, ">=", part.to)];
  const where = allOf([...conditions, ...bounds, ...source.filters]);
  return {
    sql: `SELECT *, ${named(position)} FROM ${table} ${join} WHERE ${where.sql}
      ORDER BY ${descending(position)} LIMIT ?`,
    values: [...where.values, part.limit],
  };
}

function bound(
  columns: readonly string[],
  operator: "<" | ">=",
  at: Position | undefined,
): readonly Condition[] {
  if (at === undefined) return [];
  const marks = columns.map(() => "?").join(", ");
  return [{ sql: `(${columns.join(", ")}) ${operator} (${marks})`, values: at as readonly SQLInputValue[] }];
}

const named = (position: readonly string[]): string =>
  position.map((column, index) => `${column} AS position${index}`).join(", ");

const descending = (position: readonly string[]): string =>
  position.map(column => `${column} DESC`).join(", ");

function positionOf({ position }: Range, row: Row): Position {
  return position.map((_, index) => number(row, `position${index}`));
}

/** Items of all ranges, as far as every one of them has been read. */
function merge<T>(parts: readonly Found<T>[], limit: number): Page<T> {
  const reached = parts.flatMap(part => (part.reached ? [part.reached] : [])).toSorted(newestFirst)[0];
  const known = new Set<string>();
  const placed = parts
    .flatMap(part => part.placed)
    .filter(({ position }) => reached === undefined || newestFirst(position, reached) <= 0)
    .toSorted((left, right) => newestFirst(left.position, right.position))
    .filter(({ position }) => isFirst(known, position.join()));
  const items = placed.slice(0, limit);
  const next = placed.length > limit ? items.at(-1)?.position : reached;
  return { items: items.map(({ item }) => item), next: next && encodeCursor(next) };
}

function isFirst(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

function newestFirst(left: Position, right: Position): number {
  const index = left.findIndex((value, at) => value !== right[at]);
  return index < 0 ? 0 : (right[index] ?? 0) - (left[index] ?? 0);
}
