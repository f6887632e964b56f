import type { Row } from "./imported.ts";

/**
 * The text of a row's first filled field among some; `ingest.rtmp.streamname` is a column of that name, or the members of
 * nested objects. Numbers are texts, too.
 */
export function field({ values }: Row, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = Object.hasOwn(values, path) ? values[path] : path.split(".").reduce(member, values);
    if (typeof value === "number") return String(value);
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** A row's inner object, as a row of its own; the row itself where there is none. */
export function unwrapped(row: Row, name: string): Row {
  const inner = member(row.values, name);
  return typeof inner === "object" && inner !== null && !Array.isArray(inner)
    ? { at: row.at, values: { ...inner } }
    : row;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
