import type { CompatId } from "../../compat/compat-system.ts";
import type { Reading, Row } from "./imported.ts";
import type { Lists } from "./read-rows.ts";

/** How an export of one system is read. */
export interface ImportSystem {
  readonly id: CompatId;
  readonly title: string;
  /** The rows of a file, each with how it is read; undefined: the file has no list that it should have. */
  readonly rowsOf: (lists: Lists) => readonly RowToRead[] | undefined;
  /** The lists, or columns, that a file has: for the sentence about a file without them. */
  readonly expected: string;
}

/** A row, and what it is. */
export interface RowToRead {
  readonly row: Row;
  readonly read: (row: Row) => Reading;
}

/** The rows of the lists that are there, each list with its way of reading; undefined: none is there. */
export function rowsOfLists(
  lists: Lists,
  readers: Readonly<Record<string, (row: Row) => Reading>>,
): readonly RowToRead[] | undefined {
  const known = Object.entries(readers).filter(([name]) => Object.hasOwn(lists, name));
  if (known.length === 0) return undefined;
  return known.flatMap(([name, read]) => (lists[name] ?? []).map(row => ({ row, read })));
}
