import { DEEPEST_LEVEL, isDeeperThan } from "../../lib/json-depth.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { Row } from "./imported.ts";
import { readCsv } from "./read-csv.ts";

/** The lists of an export by their names; a file that is one list has it under the empty name. */
export type Lists = Readonly<Record<string, readonly Row[]>>;

/**
 * Reads an export as JSON, if it begins with a bracket, or as CSV.
 *
 * @throws PlainFailure that says what is wrong, without a word of the file: it may hold keys
 */
export function readRows(text: string): Lists {
  const start = text.trimStart().charAt(0);
  if (start === "") throw new PlainFailure("The file is empty.");
  return start === "[" || start === "{" ? readJsonLists(text) : { "": readCsv(text) };
}

function readJsonLists(text: string): Lists {
  if (isDeeperThan(DEEPEST_LEVEL, text)) throw new PlainFailure("The file is nested too deeply.");
  const value = unwrapped(parse(text));
  if (Array.isArray(value)) return { "": rowsOf("", value) };
  const lists = Object.entries(record(value)).flatMap(([name, list]) =>
    Array.isArray(list) ? [[name, rowsOf(name, list)] as const] : [],
  );
  // A single thing, as it was answered when it was made.
  return lists.length === 0 ? { "": [{ at: "the file", values: record(value) }] } : Object.fromEntries(lists);
}

/** nanoStream Cloud wraps what it answers, `{"success": true, "data": {"streams": […]}}`; a list in `data` has that name. */
function unwrapped(value: unknown): unknown {
  const { data } = record(value);
  return typeof data === "object" && data !== null && !Array.isArray(data) ? data : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Node's sentence quotes what it could not read.
    const place = /line \d+ column \d+/.exec(error instanceof Error ? error.message : "")?.[0];
    throw new PlainFailure(place === undefined ? "The file is no JSON." : `The file is no JSON: ${place}.`);
  }
}

function rowsOf(name: string, list: readonly unknown[]): readonly Row[] {
  return list.map((item, index) => ({ at: `${name}[${index}]`, values: record(item) }));
}

/** An object's members; a bare text is its own id, anything else says nothing. */
function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "string") return { id: value };
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
