import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type Durability, openWriter } from "../../packages/server/src/store/sqlite/connection.ts";
import { type Bounds, blockingThroughput } from "../measure/throughput.ts";

/** A table of one-use ids on its own, with the store's own pragmas and nothing else: what SQLite itself can do. */
export interface RawOptions {
  /** Where the file is made; it is removed afterwards. */
  readonly folder: string;
  readonly durability: Durability;
  readonly bounds: Bounds;
}

/** Ids consumed a second by the shortest safe statement, `perTransaction` of them in each transaction. */
export function rawConsume(options: RawOptions, perTransaction: number): number {
  return withRawTable(options, database => {
    const consume = database.prepare("UPDATE tokens SET used = 1 WHERE id = ? AND used = 0");
    return blockingThroughput(options.bounds, perTransaction, (from, to) => {
      if (perTransaction > 1) database.exec("BEGIN IMMEDIATE");
      for (let index = from; index < to; index += 1) consumeOnce(consume, index);
      if (perTransaction > 1) database.exec("COMMIT");
    });
  });
}

/** Rows a second found by their id. */
export function rawLookup(options: RawOptions): number {
  return withRawTable(options, database => {
    const select = database.prepare("SELECT * FROM tokens WHERE id = ?");
    return blockingThroughput(options.bounds, 64, (from, to) => {
      for (let index = from; index < to; index += 1) {
        if (select.get(idOf(index)) === undefined) throw new Error("a row is missing");
      }
    });
  });
}

function consumeOnce(consume: StatementSync, index: number): void {
  if (Number(consume.run(idOf(index)).changes) !== 1) throw new Error("an id was not consumed");
}

function withRawTable(
  { folder, durability, bounds }: RawOptions,
  measure: (database: DatabaseSync) => number,
): number {
  const file = join(folder, "raw.db");
  const database = openWriter(file, durability);
  try {
    database.exec("CREATE TABLE tokens (id TEXT PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID; BEGIN");
    const insert = database.prepare("INSERT INTO tokens VALUES (?, 0)");
    for (let index = 0; index < bounds.pieces; index += 1) insert.run(idOf(index));
    database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    return measure(database);
  } finally {
    database.close();
    rmSync(file, { force: true });
  }
}

/** As long as a token's id, and spread over the table as random ids are. */
function idOf(index: number): string {
  return `st_${((index * 2_654_435_761) % 2 ** 32).toString(36).padStart(12, "0")}`;
}
