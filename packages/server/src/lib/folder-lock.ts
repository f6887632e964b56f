import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The folder is in use by another server. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

/** A lock that ends with the process, however it ends. */
export interface FolderLock {
  release(): void;
}

/**
 * Bars a second server on one data folder. The lock is the operating system's file lock that SQLite takes for
 * `BEGIN EXCLUSIVE` on a file of its own: it needs no native code and falls with the process, kill -9 included.
 * Throws FolderInUse when another process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  const database = new DatabaseSync(join(folder, "server.lock"));
  try {
    database.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;");
  } catch (error) {
    database.close();
    const busy = error instanceof Error && /locked|busy/i.test(error.message);
    throw busy ? new FolderInUse(`another Sluice server is running on ${folder}`, { cause: error }) : error;
  }
  return { release: () => database.close() };
}
