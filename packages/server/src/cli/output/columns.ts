import { printable } from "./printable.ts";

/** One line of a description; a value that is undefined has no line. */
export type Row = readonly [label: string, value: string | undefined];

const INDENT = "  ";

/** Labels and values in two columns, indented. */
export function columns(rows: readonly Row[]): string {
  const shown = rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
  const width = Math.max(0, ...shown.map(row => row.label.length));
  return shown.map(row => `${INDENT}${row.label.padEnd(width)}  ${printable(row.value)}`).join("\n");
}
