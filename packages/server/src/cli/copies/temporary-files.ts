import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const NAME = /^(copy|restore)-[0-9a-f]{16}\.tmp(-journal|-wal|-shm)?$/;

/** A fresh name in the data folder for a file that is needed for a moment. */
export function temporaryName(dataDir: string, kind: "copy" | "restore"): string {
  return join(dataDir, `${kind}-${randomBytes(8).toString("hex")}.tmp`);
}

/** Removes a file of such a name, and what SQLite may have put beside it. */
export function removeTemporary(file: string): void {
  for (const ending of ["", "-journal", "-wal", "-shm"]) rmSync(file + ending, { force: true });
}

/** Removes what a process that was killed has left. Only for whoever holds the folder's lock. */
export function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (NAME.test(name)) rmSync(join(dataDir, name), { force: true });
}
