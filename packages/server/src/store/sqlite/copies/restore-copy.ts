import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { CopyRelation, RestoreReport } from "../../restore.ts";

/** Two files: the database, which nobody else has open, and a judged copy. */
export interface RestoreFiles {
  readonly current: string;
  readonly copy: string;
  readonly relation: CopyRelation;
}

/**
 * Restores a judged copy. `work` runs inside one transaction: over the database with the copy attached as `past`, or,
 * for a copy of another database, over the copy with the database attached as `former`. However this ends, also by
 * kill -9, the database's file is the old one or the restored one.
 */
export function restoreCopy(
  files: RestoreFiles,
  work: (database: DatabaseSync) => RestoreReport,
): RestoreReport {
  return files.relation === "past" ? takeBackInPlace(files, work) : replaceFile(files, work);
}

function takeBackInPlace({ current, copy }: RestoreFiles, work: (database: DatabaseSync) => RestoreReport) {
  return withDatabase(current, database => {
    attach(database, copy, "past");
    database.exec("PRAGMA main.synchronous = FULL");
    const report = inTransaction(database, work);
    database.exec("DETACH past; PRAGMA wal_checkpoint(TRUNCATE)");
    return report;
  });
}

function replaceFile({ current, copy }: RestoreFiles, work: (database: DatabaseSync) => RestoreReport) {
  settle(current);
  const report = withDatabase(copy, database => {
    attach(database, current, "former");
    return inTransaction(database, work);
  });
  syncFile(copy);
  renameSync(copy, current);
  syncFile(dirname(current));
  return report;
}

/** Moves the database's log into it: beside another file of the same name it would be taken for that one's. */
function settle(current: string): void {
  withDatabase(current, database => void database.exec("PRAGMA journal_mode = DELETE"));
  for (const ending of ["-wal", "-journal"]) {
    if (existsSync(current + ending)) throw new Error(`the log ${current}${ending} is still in use`);
  }
  rmSync(`${current}-shm`, { force: true });
}

function attach(database: DatabaseSync, file: string, name: "past" | "former"): void {
  database.prepare(`ATTACH ? AS ${name}`).run(file);
}

function inTransaction(
  database: DatabaseSync,
  work: (database: DatabaseSync) => RestoreReport,
): RestoreReport {
  database.exec("BEGIN IMMEDIATE");
  try {
    const report = work(database);
    database.exec("COMMIT");
    return report;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function withDatabase<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
    return work(database);
  } finally {
    database.close();
  }
}

function syncFile(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
