import type { DatabaseSync } from "node:sqlite";
import type { ApiKeyRecord } from "../store.ts";
import {
  bytes,
  type Columns,
  insertSql,
  json,
  number,
  optionalJson,
  optionalNumber,
  type Row,
  text,
  valuesOf,
} from "./rows.ts";

/** The columns of `api_keys`; the first is the key. */
const apiKeyColumns: Columns<ApiKeyRecord> = [
  ["id", key => key.id],
  ["organization", key => key.organization],
  ["name", key => key.name],
  ["hash", key => key.hash],
  ["scopes_json", key => JSON.stringify(key.scopes)],
  ["applications_json", key => (key.applications === undefined ? null : JSON.stringify(key.applications))],
  ["actions_json", key => JSON.stringify(key.actions)],
  ["longest_ttl_seconds", key => key.longestTtlSeconds ?? null],
  ["expires_at_seconds", key => key.expiresAtSeconds ?? null],
  ["created_at_seconds", key => key.createdAtSeconds],
  ["created_by", key => key.createdBy],
  ["last_used_at_seconds", key => key.lastUsedAtSeconds ?? null],
  ["version", key => key.version],
];

/** Prepares the writing of a key: new, or in place of the one with the same id. Runs inside a transaction. */
export function preparePutApiKey(database: DatabaseSync): (key: ApiKeyRecord) => void {
  const [, ...changing] = apiKeyColumns.map(([name]) => `${name} = excluded.${name}`);
  const put = database.prepare(
    `${insertSql("api_keys", apiKeyColumns)} ON CONFLICT (id) DO UPDATE SET ${changing.join(", ")}`,
  );
  return key => void put.run(...valuesOf(apiKeyColumns, key));
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
    return row && apiKeyOfRow(row);
  };
}

/** The key in a row. */
export function apiKeyOfRow(row: Row): ApiKeyRecord {
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    name: text(row, "name"),
    hash: bytes(row, "hash"),
    scopes: json(row, "scopes_json"),
    applications: optionalJson(row, "applications_json"),
    actions: json(row, "actions_json"),
    longestTtlSeconds: optionalNumber(row, "longest_ttl_seconds"),
    expiresAtSeconds: optionalNumber(row, "expires_at_seconds"),
    createdAtSeconds: number(row, "created_at_seconds"),
    createdBy: text(row, "created_by"),
    lastUsedAtSeconds: optionalNumber(row, "last_used_at_seconds"),
    version: number(row, "version"),
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
