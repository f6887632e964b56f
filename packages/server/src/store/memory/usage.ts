import type { Page } from "../page.ts";
import {
  USAGE_VALUES_LIMIT,
  type UsageAddition,
  type UsageBatch,
  type UsageFigures,
  type UsageQuery,
  type UsageRange,
  type UsageRecord,
} from "../usage.ts";
import {
  noUsage,
  stepsOf,
  sumUsage,
  type UsageCell,
  usageCells,
  usageCursor,
  usageCursorRow,
  WITHOUT_VALUE,
} from "../usage-figures.ts";
import type { MemoryState } from "./state.ts";

/** Adds figures. What a full step does not hold yet is counted without a value. */
export function addUsage(
  state: MemoryState,
  additions: readonly UsageAddition[],
  { valuesLimit = USAGE_VALUES_LIMIT }: UsageBatch,
): void {
  for (const cell of usageCells(additions)) {
    const isNew = cell.value !== WITHOUT_VALUE && !state.usage.has(keyOf(cell));
    const isFull = isNew && valuesBeside(state, cell) >= valuesLimit;
    add(state, isFull ? { ...cell, value: WITHOUT_VALUE } : cell);
  }
}

/** A page of a series, the earliest step first. */
export function listUsage(state: MemoryState, query: UsageQuery): Page<UsageRecord> {
  const after = query.cursor === undefined ? undefined : usageCursorRow(query.cursor);
  const cells = cellsOf(state, query)
    .toSorted((left, right) => compare(left, right))
    .filter(cell => after === undefined || compare(cell, after) > 0);
  const items = cells.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ atSeconds, value, figures }) => {
      return { atSeconds, of: value === WITHOUT_VALUE ? undefined : value, ...figures };
    }),
    next: last && cells.length > items.length ? usageCursor(last.atSeconds, last.value) : undefined,
  };
}

/** The sums over a range. */
export function totalUsage(state: MemoryState, range: UsageRange): UsageFigures {
  return cellsOf(state, range).reduce((sum, { figures }) => sumUsage(sum, figures), noUsage);
}

function add(state: MemoryState, cell: UsageCell): void {
  const before = state.usage.get(keyOf(cell))?.figures ?? noUsage;
  state.usage.set(keyOf(cell), { ...cell, figures: sumUsage(before, cell.figures) });
}

function keyOf({ organization, dimension, step, atSeconds, value }: UsageCell): string {
  return JSON.stringify([organization, dimension, step, atSeconds, value]);
}

function valuesBeside(state: MemoryState, { organization, dimension, step, atSeconds }: UsageCell): number {
  return [...state.usage.values()].filter(
    held =>
      held.organization === organization &&
      held.dimension === dimension &&
      held.step === step &&
      held.atSeconds === atSeconds &&
      held.value !== WITHOUT_VALUE,
  ).length;
}

function cellsOf(state: MemoryState, range: UsageRange): readonly UsageCell[] {
  const { first, end } = stepsOf(range);
  return [...state.usage.values()].filter(
    cell =>
      cell.organization === range.organization &&
      cell.dimension === range.by &&
      cell.step === range.step &&
      cell.atSeconds >= first &&
      cell.atSeconds < end &&
      (range.of === undefined || cell.value === range.of) &&
      isWithin(cell.value, range),
  );
}

function isWithin(value: string, { by, within }: UsageRange): boolean {
  if (within === undefined) return true;
  if (by === "application") return within.includes(value);
  return by === "stream" && within.some(name => value.startsWith(`${name}/`));
}

type Place = Pick<UsageCell, "atSeconds" | "value">;

/** SQLite orders texts by their bytes. */
function compare(left: Place, right: Place): number {
  return (
    left.atSeconds - right.atSeconds || Buffer.compare(Buffer.from(left.value), Buffer.from(right.value))
  );
}
