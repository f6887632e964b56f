import { PlainFailure } from "../plain-failure.ts";
import type { ImportSystem } from "./import-system.ts";
import type { Imported, ImportedKey, ImportedStream, RowProblem } from "./imported.ts";
import { readRows } from "./read-rows.ts";

/**
 * Reads an export. What is wrong with single rows is among its `problems`; the same name twice is one.
 *
 * @throws PlainFailure when the file is none of this system's
 */
export function readExport(system: ImportSystem, text: string): Imported {
  const rows = system.rowsOf(readRows(text));
  if (!rows) throw new PlainFailure(`The file lacks ${system.expected}.`);
  if (rows.length === 0) throw new PlainFailure("The file names nothing.");
  const streams: ImportedStream[] = [];
  const keys: ImportedKey[] = [];
  const skipped: RowProblem[] = [];
  const problems: RowProblem[] = [];
  for (const { row, read } of rows) {
    const { at } = row;
    const reading = read(row);
    if ("stream" in reading) streams.push(reading.stream);
    else if ("key" in reading) keys.push(reading.key);
    else if ("skipped" in reading) skipped.push({ at, message: reading.skipped });
    else problems.push({ at, message: reading.problem });
  }
  problems.push(...repeated(streams, keys));
  return { streams, keys, skipped, problems };
}

/** Names that stand twice: of streams, their aliases, and keys. */
function repeated(streams: readonly ImportedStream[], keys: readonly ImportedKey[]): readonly RowProblem[] {
  const named = streams.flatMap(({ at, id, aliases }) => [id, ...aliases].map(name => ({ at, name })));
  const kids = keys.map(({ at, kid }) => ({ at, name: kid }));
  return [...twice(named), ...twice(kids)];
}

function twice(rows: readonly { readonly at: string; readonly name: string }[]): readonly RowProblem[] {
  const first = new Map<string, string>();
  return rows.flatMap(({ at, name }) => {
    const before = first.get(name);
    if (before === undefined) first.set(name, at);
    return before === undefined ? [] : [{ at, message: `${JSON.stringify(name)} stands in ${before}, too` }];
  });
}
