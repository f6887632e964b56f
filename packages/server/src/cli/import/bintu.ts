import { field } from "./field.ts";
import { type ImportSystem, type RowToRead, rowsOfLists } from "./import-system.ts";
import type { Reading, Row } from "./imported.ts";
import { readStream } from "./read-stream.ts";

/**
 * Streams of nanoStream Cloud, as bintu's `GET /stream` answers them (`id`, `ingest.rtmp.streamname`), also under
 * `streams`, and groups under `groups` (`id`, `streams`: such streams); or CSV with `id`, `streamname` and `groupid`.
 */
export const bintuImport: ImportSystem = {
  id: "bintu",
  title: "nanoStream Cloud",
  expected: "a list of streams or groups, or the columns id and streamname",
  rowsOf(lists) {
    const plain = rowsOfLists(lists, { "": readBintu, streams: readBintu, data: readBintu });
    if (!lists.groups) return plain;
    const known = (plain ?? []).map(({ row }) => row);
    const grouped = lists.groups.flatMap(group => membersOf(group, known));
    const inGroups = new Set(grouped.map(({ row }) => nameOf(row)));
    // What is listed by itself and in a group is one stream.
    return [...(plain ?? []).filter(({ row }) => !inGroups.has(nameOf(row))), ...grouped];
  },
};

/** The streams of a group, each with the group that it is in. */
function membersOf(group: Row, known: readonly Row[]): readonly RowToRead[] {
  const { streams } = group.values;
  if (!Array.isArray(streams)) {
    return [{ row: group, read: () => ({ problem: "is a group without streams" }) }];
  }
  const groupid = field(group, "id", "groupid");
  return streams.map((item: unknown, index) => ({
    row: { at: `${group.at}.streams[${index}]`, values: { ...asStream(item, known), groupid } },
    read: groupid === undefined ? () => ({ problem: "is in a group without an id" }) : readBintu,
  }));
}

/** A stream itself, or the id or the name of one. */
function asStream(item: unknown, known: readonly Row[]): object {
  if (typeof item !== "string") return typeof item === "object" && item !== null ? item : {};
  const row = known.find(one => field(one, "id") === item || nameOf(one) === item);
  return row?.values ?? { streamname: item };
}

function nameOf(row: Row): string | undefined {
  return field(row, "stream", "streamname", "ingest.rtmp.streamname");
}

function readBintu(row: Row): Reading {
  return readStream({
    at: row.at,
    id: nameOf(row),
    idField: "streamname (or ingest.rtmp.streamname)",
    alias: field(row, "id"),
    kind: "live",
    group: field(row, "groupid", "group.id", "group"),
  });
}
