import { printable } from "./printable.ts";

const GAP = "  ";

/** One column: its heading and the cell of an item; an undefined cell is a dash. */
export type Column<T> = readonly [heading: string, cell: (item: T) => string | undefined];

/** Items as a table with headings in capitals; columns that are empty in every line are left out. */
export function table<T>(wanted: readonly Column<T>[], items: readonly T[]): string {
  const filled = wanted.filter(([, cell]) => items.some(item => cell(item) !== undefined));
  const lines = [
    filled.map(([heading]) => heading.toUpperCase()),
    ...items.map(item => filled.map(([, cell]) => printable(cell(item) ?? "-"))),
  ];
  const widths = filled.map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, line[index]?.length ?? 0), 0),
  );
  return lines
    .map(line =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join(GAP)
        .trimEnd(),
    )
    .join("\n");
}
