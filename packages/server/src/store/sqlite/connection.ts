import { closeSync, openSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What a resolved promise survives: `process-crash` (kill -9), or also `power-loss`. */
export type Durability = "process-crash" | "power-loss";

/** The log beside the database: pages of 4 KiB in it before they move over, and what is left of it afterwards. */
interface LogSize {
  readonly checkpointPages: number;
  readonly limitBytes: number;
}

/**
 * A long log moves pages seldom: commits cost less. It keeps its length when it begins anew: cutting off tens of megabytes
 * takes a file system some hundredths of a second, in which the process stands still.
 */
const ROOMY: LogSize = { checkpointPages: 1000, limitBytes: 56 * 1024 * 1024 };
/** For a disk of 4 MB. */
const SMALL: LogSize = { checkpointPages: 128, limitBytes: 512 * 1024 };
const ROOMY_FROM_BYTES = 256 * 1024 * 1024;
const WRITER_CACHE_KIBIBYTES = 16 * 1024;
const READER_CACHE_KIBIBYTES = 8 * 1024;

/**
 * Opens the one connection that writes; the file is made when it is missing, for this user only (SQLite gives
 * its -wal and -shm files the same mode). Locks are never waited for.
 */
export function openWriter(file: string, durability: Durability): DatabaseSync {
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file, { timeout: 0 });
  const log = hasRoom(file) ? ROOMY : SMALL;
  return configured(database, [
    "journal_mode = WAL",
    `synchronous = ${durability === "power-loss" ? "FULL" : "NORMAL"}`,
    `wal_autocheckpoint = ${log.checkpointPages}`,
    `journal_size_limit = ${log.limitBytes}`,
    `cache_size = -${WRITER_CACHE_KIBIBYTES}`,
    "temp_store = MEMORY",
    // What is deleted is overwritten: an erased viewer's name must not be read out of the file.
    "secure_delete = ON",
  ]);
}

/** Opens a connection that can only read. It sees what is committed and never waits for the writer. */
export function openReader(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  return configured(database, [`cache_size = -${READER_CACHE_KIBIBYTES}`, "temp_store = MEMORY"]);
}

/** True when the disk has room for a log of tens of megabytes beside the database. */
export function hasRoom(file: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize >= ROOMY_FROM_BYTES;
}

function configured(database: DatabaseSync, pragmas: readonly string[]): DatabaseSync {
  try {
    for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
