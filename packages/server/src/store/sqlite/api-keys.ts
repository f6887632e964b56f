import type { DatabaseSync } from "node:sqlite";
import { losesAdministrator } from "../administrator.ts";
import type { ApiKeyChange, ApiKeyOutcome, ApiKeyQuery, ApiKeyRecord } from "../api-keys.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import { type ApiKeyColumns, apiKeyColumns, apiKeyOfRow } from "./api-key-row.ts";
import { insertSql, number, type Row, valuesOf } from "./rows.ts";

/** The reading of keys. */
export function prepareApiKeyReads(database: DatabaseSync) {
  const byHash = database.prepare("SELECT * FROM api_keys WHERE hash = ?1 OR previous_hash = ?1");
  const byId = database.prepare("SELECT * FROM api_keys WHERE id = ? AND organization = ?");
  const count = database.prepare("SELECT count(*) AS keys FROM api_keys");
  const keyOf = (row: Row | undefined): ApiKeyRecord | undefined => row && apiKeyOfRow(row);
  return {
    byHash: (hash: Uint8Array) => keyOf(byHash.get(hash)),
    byId: (organization: string, id: string) => keyOf(byId.get(id, organization)),
    list: prepareListApiKeys(database),
    count(): number {
      const row = count.get();
      return row ? number(row, "keys") : 0;
    },
  };
}

function prepareListApiKeys(database: DatabaseSync): (query: ApiKeyQuery) => Page<ApiKeyRecord> {
  const select = database.prepare(`SELECT * FROM api_keys
    WHERE organization = :organization AND seq < :after
      AND (:within IS NULL OR (applications_json IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM json_each(applications_json)
         WHERE value NOT IN (SELECT value FROM json_each(:within)))))
    ORDER BY seq DESC LIMIT :limit`);
  return ({ organization, within, limit, cursor }) => {
    const rows = select.all({
      organization,
      after: cursor === undefined ? Number.MAX_SAFE_INTEGER : (decodeCursor(cursor, 1)[0] ?? 0),
      within: within === undefined ? null : JSON.stringify(within),
      limit: limit + 1,
    });
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(apiKeyOfRow),
      next: last && rows.length > limit ? encodeCursor([number(last, "seq")]) : undefined,
    };
  };
}

/** The writing of keys. Everything in it runs inside a transaction. */
export function prepareApiKeyWrites(database: DatabaseSync) {
  const put = database.prepare(
    `${insertSql("api_keys", apiKeyColumns)} ON CONFLICT (id) DO UPDATE SET ${assignments(apiKeyColumns)}`,
  );
  const remove = database.prepare("DELETE FROM api_keys WHERE id = ?");
  const use = database.prepare(`UPDATE api_keys SET last_used_at_seconds = ?1
    WHERE id = ?2 AND coalesce(last_used_at_seconds, 0) < ?1`);
  return {
    put: (key: ApiKeyRecord) => void put.run(...valuesOf(apiKeyColumns, key)),
    remove: (id: string) => void remove.run(id),
    change: prepareChangeApiKey(database),
    use: (id: string, atSeconds: number) => void use.run(atSeconds, id),
  };
}

function prepareChangeApiKey(database: DatabaseSync): (change: ApiKeyChange) => ApiKeyOutcome {
  const select = database.prepare("SELECT * FROM api_keys WHERE id = ? AND organization = ? AND version = ?");
  const others = database.prepare("SELECT * FROM api_keys WHERE organization = ? AND id != ?");
  // Uses are noted beside the changes, without a version.
  const columns = apiKeyColumns.filter(([name]) => name !== "last_used_at_seconds");
  const replace = database.prepare(
    `UPDATE api_keys SET ${columns.map(([name]) => `${name} = ?`).join(", ")} WHERE id = ?`,
  );
  const remove = database.prepare("DELETE FROM api_keys WHERE id = ?");
  return ({ organization, id, version, key, administratorAtSeconds }) => {
    const row = select.get(id, organization, version);
    if (!row) return "stale";
    if (administratorAtSeconds !== undefined) {
      const rest = others.all(organization, id).map(apiKeyOfRow);
      if (losesAdministrator(apiKeyOfRow(row), key, rest, administratorAtSeconds))
        return "last-administrator";
    }
    if (key) replace.run(...valuesOf(columns, { ...key, version: version + 1 }), id);
    else remove.run(id);
    return "changed";
  };
}

function assignments([, ...changing]: ApiKeyColumns): string {
  return changing.map(([name]) => `${name} = excluded.${name}`).join(", ");
}
