import type { DatabaseSync } from "node:sqlite";
import { text } from "../rows.ts";

/** The columns of a table but for `seq`, which is a row's place in its own database and means nothing in another. */
export function columnsOf(database: DatabaseSync, table: string): string {
  const rows = database.prepare("SELECT name FROM pragma_table_info(?)").all(table);
  return rows
    .map(row => text(row, "name"))
    .filter(name => name !== "seq")
    .join(", ");
}

/** Runs SQL that changes rows; resolves to how many. */
export function changed(
  database: DatabaseSync,
  sql: string,
  ...values: readonly (string | number)[]
): number {
  return Number(database.prepare(sql).run(...values).changes);
}
