import { field } from "./field.ts";
import { type ImportSystem, rowsOfLists } from "./import-system.ts";
import type { Reading, Row } from "./imported.ts";
import { readStream } from "./read-stream.ts";

/**
 * Assets of TPStreams, as `GET /api/v1/{org}/assets/` answers them (`results[]`: `id`, `type`), or CSV with these columns.
 * `stream` is a field of ours: the stream's name here, where it is not the asset's id.
 */
export const tpstreamsImport: ImportSystem = {
  id: "tpstreams",
  title: "TPStreams",
  expected: "a list of assets (results), or the column id",
  rowsOf: lists => rowsOfLists(lists, { "": readAsset, results: readAsset, assets: readAsset }),
};

function readAsset(row: Row): Reading {
  const type = field(row, "type")?.toLowerCase();
  if (type === "folder") return { skipped: "is a folder" };
  return readStream({
    at: row.at,
    id: field(row, "stream", "id"),
    idField: "id",
    alias: field(row, "id"),
    kind: type?.startsWith("live") ? "live" : "vod",
    group: undefined,
  });
}
