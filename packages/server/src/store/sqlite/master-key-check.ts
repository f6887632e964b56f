import type { DatabaseSync } from "node:sqlite";
import { bytes } from "./rows.ts";

/** Prepares the reading of what the master key is known again by; undefined for a new store. */
export function prepareMasterKeyCheck(database: DatabaseSync): () => Uint8Array | undefined {
  const select = database.prepare("SELECT key_check FROM master_key");
  return () => {
    const row = select.get();
    return row && bytes(row, "key_check");
  };
}

/** Prepares its writing, in place of an earlier one. Runs inside a transaction. */
export function prepareSetMasterKeyCheck(database: DatabaseSync): (check: Uint8Array) => void {
  const put = database.prepare("INSERT OR REPLACE INTO master_key (only_row, key_check) VALUES (1, ?)");
  return check => void put.run(check);
}
