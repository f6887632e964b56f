import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { PlainFailure } from "../plain-failure.ts";
import type { Row } from "./imported.ts";

const LONGEST_RECORD_CHARACTERS = 128 * 1024;

/**
 * Reads CSV (RFC 4180) with a line of column names; separated by commas, or by semicolons or tabs where the first line has
 * more of those. Empty cells say nothing.
 *
 * @throws PlainFailure with the line of the fault, without a word of the file: it may hold keys
 */
export function readCsv(text: string): readonly Row[] {
  const [head, ...records] = parseRecords(text);
  const columns = (head?.record ?? []).map(name => name.trim());
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new PlainFailure(`The file has two columns of the same name in line 1.`);
  return records.map(({ record, info }) => {
    const cells = columns.flatMap((name, index) => {
      const cell = record[index]?.trim() ?? "";
      return cell === "" ? [] : [[name, cell] as const];
    });
    return { at: `line ${info.lines}`, values: Object.fromEntries(cells) };
  });
}

const parsedRecords = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

function parseRecords(text: string): z.infer<typeof parsedRecords> {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      skipEmptyLines: true,
      maxRecordSize: LONGEST_RECORD_CHARACTERS,
    });
    return parsedRecords.parse(parsed);
  } catch (error) {
    throw new PlainFailure(faultOf(error));
  }
}

function separatorOf(text: string): string {
  const [head = ""] = text.split("\n", 1);
  const count = (separator: string) => head.split(separator).length;
  return [",", ";", "\t"].toSorted((one, other) => count(other) - count(one))[0] ?? ",";
}

const FAULTS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "has not as many cells as the first line has names",
  CSV_QUOTE_NOT_CLOSED: "opens a quote that is not closed",
  CSV_INVALID_CLOSING_QUOTE: "has a quote in the middle of a cell",
  INVALID_OPENING_QUOTE: "has a quote in the middle of a cell",
  CSV_MAX_RECORD_SIZE: "is too long",
};

/** The library's own sentences quote the file. */
function faultOf(error: unknown): string {
  if (!(error instanceof CsvError)) return "The file is neither JSON nor CSV.";
  const line = typeof error.lines === "number" ? `Line ${error.lines}` : "A line";
  return `${line} of the file ${FAULTS[error.code] ?? "is no CSV"}.`;
}
