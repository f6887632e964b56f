import { field } from "./field.ts";
import { type ImportSystem, rowsOfLists } from "./import-system.ts";
import type { Reading, Row } from "./imported.ts";
import { readStream } from "./read-stream.ts";

/**
 * Broadcasts of Ant Media Server, as `GET /{app}/rest/v2/broadcasts/list/{offset}/{size}` answers them (Broadcast:
 * `streamId`, `type`); also under `broadcasts`, or CSV with these columns.
 */
export const antmediaImport: ImportSystem = {
  id: "antmedia",
  title: "Ant Media Server",
  expected: "a list of broadcasts, or the column streamId",
  rowsOf: lists => rowsOfLists(lists, { "": readBroadcast, broadcasts: readBroadcast }),
};

function readBroadcast(row: Row): Reading {
  const type = field(row, "type");
  return readStream({
    at: row.at,
    id: field(row, "stream", "streamId"),
    idField: "streamId",
    alias: field(row, "streamId"),
    kind: type === undefined ? undefined : type === "VoD" ? "vod" : "live",
    group: undefined,
  });
}
