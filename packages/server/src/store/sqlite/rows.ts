import type { SQLInputValue, SQLOutputValue } from "node:sqlite";

/** One row as node:sqlite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Columns to be written, each with the value it takes from a record. */
export type Columns<T> = readonly (readonly [name: string, value: (record: T) => SQLInputValue])[];

/** `INSERT` of all columns, in their order. */
export function insertSql<T>(table: string, columns: Columns<T>): string {
  const names = columns.map(([name]) => name).join(", ");
  return `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => "?").join(", ")})`;
}

/** The values for `insertSql`. */
export function valuesOf<T>(columns: Columns<T>, record: T): SQLInputValue[] {
  return columns.map(([, value]) => value(record));
}

/** A text column that is never null. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`column ${column} is not text`);
  return value;
}

/** A text column; null is undefined. */
export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** A number column that is never null. */
export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`column ${column} is not a number`);
  return value;
}

/** A number column; null is undefined. */
export function optionalNumber(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : number(row, column);
}

/** A column of bytes. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} is not bytes`);
  return value;
}

/** A word of a closed set. Only this store writes the column, so the word is one of the set. */
export function word<T extends string>(row: Row, column: string): T {
  return text(row, column) as T;
}

/** A `_json` column. Only this store writes it, so it has the shape it was written with. */
export function json<T>(row: Row, column: string): T {
  return JSON.parse(text(row, column)) as T;
}

/** A `_json` column; null is undefined. */
export function optionalJson<T>(row: Row, column: string): T | undefined {
  return row[column] === null ? undefined : json(row, column);
}

/** Rows of one table that were read in parts, in the order of their insertion. */
export function inOrder(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((left, right) => number(left, "seq") - number(right, "seq"));
}
