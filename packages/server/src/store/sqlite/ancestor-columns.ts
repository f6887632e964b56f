import { type Columns, number, optionalText, type Row } from "./rows.ts";

/** Where a lineage is kept, the first token first: in tokens and in their sessions. As many as DEEPEST_LINEAGE. */
export const ANCESTOR_COLUMNS = ["ancestor1", "ancestor2", "ancestor3", "ancestor4"] as const;

type WithLineage = { readonly lineage?: readonly string[] | undefined };

/** The columns of a lineage. */
export const lineageColumns: Columns<WithLineage> = ANCESTOR_COLUMNS.map((name, index) => [
  name,
  ({ lineage }) => lineage?.[index] ?? null,
]);

/** SQL that counts rows by each of the columns: the answers, one a row, are to be added up by `sumOf`. */
export function countingEach(columns: readonly string[], counting: (column: string) => string): string {
  return columns.map(counting).join(" UNION ALL ");
}

/** What `countingEach` has counted, under `count`. */
export function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + number(row, "count"), 0);
}

/** The lineage in a row, with nothing where there is none. */
export function lineageOfRow(row: Row): WithLineage {
  const lineage = ANCESTOR_COLUMNS.flatMap(column => optionalText(row, column) ?? []);
  return lineage.length === 0 ? {} : { lineage };
}
