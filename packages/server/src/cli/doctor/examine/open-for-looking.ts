import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

/**
 * Opens a database only to read it. Where nobody has written to its log (no `-wal` beside it), no file is made beside it
 * either, so that a user who may only read can look, too. Throws SQLite's error.
 */
export function openForLooking(file: string): DatabaseSync {
  if (existsSync(`${file}-wal`)) return new DatabaseSync(file, { readOnly: true, timeout: 0 });
  const url = pathToFileURL(file);
  url.searchParams.set("mode", "ro");
  url.searchParams.set("immutable", "1");
  return new DatabaseSync(url, { readOnly: true, timeout: 0 });
}
