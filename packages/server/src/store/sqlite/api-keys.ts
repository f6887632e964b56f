import type { DatabaseSync } from "node:sqlite";
import type { ApiKeyRecord } from "../store.ts";
import { bytes, number, text } from "./rows.ts";

/** Prepares the writing of a key: new, or in place of the one with the same id. Runs inside a transaction. */
export function preparePutApiKey(database: DatabaseSync): (key: ApiKeyRecord) => void {
  const put = database.prepare(`
    INSERT INTO api_keys (id, organization, name, hash, created_at_seconds) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET organization = excluded.organization, name = excluded.name,
      hash = excluded.hash, created_at_seconds = excluded.created_at_seconds`);
  return key => void put.run(key.id, key.organization, key.name, key.hash, key.createdAtSeconds);
}

/** Prepares the removal of a key. Runs inside a transaction. */
export function prepareDeleteApiKey(database: DatabaseSync): (id: string) => void {
  const remove = database.prepare("DELETE FROM api_keys WHERE id = ?");
  return id => void remove.run(id);
}

/** Prepares the look-up of a key by the hash of its text. */
export function prepareApiKeyByHash(database: DatabaseSync): (hash: Uint8Array) => ApiKeyRecord | undefined {
  const select = database.prepare("SELECT * FROM api_keys WHERE hash = ?");
  return hash => {
    const row = select.get(hash);
    return (
      row && {
        id: text(row, "id"),
        organization: text(row, "organization"),
        name: text(row, "name"),
        hash: bytes(row, "hash"),
        createdAtSeconds: number(row, "created_at_seconds"),
      }
    );
  };
}

/** Prepares the count of all keys. */
export function prepareCountApiKeys(database: DatabaseSync): () => number {
  const count = database.prepare("SELECT count(*) AS keys FROM api_keys");
  return () => {
    const row = count.get();
    return row ? number(row, "keys") : 0;
  };
}
