import { closeSync, openSync } from "node:fs";
import * as sqlite from "node:sqlite";
import { DatabaseSync } from "node:sqlite";

/** Pages of one step; a copy is one read from beginning to end, whatever is written meanwhile. */
const PAGES_PER_STEP = 4096;

/**
 * Copies a database that is in use into one file that needs no other: what was committed when the copying began, and
 * nothing of what came later. The file is made for this user only. Writers go on meanwhile; the calling thread does
 * not, so this belongs into a worker. Rejects with what the disk complains about.
 */
export async function copyDatabase(file: string, target: string, atMilliseconds: number): Promise<void> {
  closeSync(openSync(target, "wx", 0o600));
  const source = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    await copyAll(source, target);
  } finally {
    source.close();
  }
  stamp(target, atMilliseconds);
}

async function copyAll(source: DatabaseSync, target: string): Promise<void> {
  // The transaction keeps the source as it is from the first page to the last.
  source.exec("BEGIN");
  source.prepare("SELECT count(*) FROM sqlite_schema").get();
  // Node 22.13 to 22.15 have no backup().
  if ("backup" in sqlite) await sqlite.backup(source, target, { rate: PAGES_PER_STEP });
  else source.prepare("VACUUM INTO ?").run(target);
}

function stamp(target: string, atMilliseconds: number): void {
  const copy = new DatabaseSync(target);
  try {
    // One file: a log beside it would be lost on the way.
    copy.exec("PRAGMA journal_mode = DELETE");
    copy.prepare("INSERT OR REPLACE INTO copy_stamp VALUES (1, ?)").run(atMilliseconds);
  } finally {
    copy.close();
  }
}
