import type { SQLInputValue } from "node:sqlite";

/** A piece of SQL with the values for its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** The conditions of those fields that are given. */
export function conditionsOf(
  fields: readonly (readonly [sql: string, value: SQLInputValue | undefined])[],
): readonly Condition[] {
  return fields.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, values: [value] }]));
}

/** The column is one of the values. */
export function isOneOf(column: string, values: readonly string[]): Condition {
  return { sql: `${column} IN (${values.map(() => "?").join(", ")})`, values };
}

/** All of them, as the text after WHERE. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(" AND "),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** At least one of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => `(${sql})`).join(" OR ")})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
