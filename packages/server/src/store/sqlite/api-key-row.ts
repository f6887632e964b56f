import type { ApiKeyRecord } from "../api-keys.ts";
import { bytes, type Columns, json, number, optionalJson, optionalNumber, type Row, text } from "./rows.ts";

export type ApiKeyColumns = Columns<ApiKeyRecord>;

/** The columns of `api_keys`, its place in the list apart; the first is the key. */
export const apiKeyColumns: ApiKeyColumns = [
  ["id", key => key.id],
  ["organization", key => key.organization],
  ["name", key => key.name],
  ["hash", key => key.hash],
  ["previous_hash", key => key.previous?.hash ?? null],
  ["previous_until_seconds", key => key.previous?.untilSeconds ?? null],
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

/** The key in a row. */
export function apiKeyOfRow(row: Row): ApiKeyRecord {
  const untilSeconds = optionalNumber(row, "previous_until_seconds");
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    name: text(row, "name"),
    hash: bytes(row, "hash"),
    previous: untilSeconds === undefined ? undefined : { hash: bytes(row, "previous_hash"), untilSeconds },
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
