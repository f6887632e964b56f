import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { ApiKeyUses } from "./api-key-uses.ts";

/** A key as anybody may see it who may list keys: never its text or hash. */
export function apiKeyView(key: ApiKeyRecord, uses?: Pick<ApiKeyUses, "lastSeconds">) {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    applications: key.applications ?? null,
    actions: key.actions,
    longest_ttl_seconds: key.longestTtlSeconds ?? null,
    expires_at: key.expiresAtSeconds ?? null,
    previous_until: key.previous?.untilSeconds ?? null,
    created_at: key.createdAtSeconds,
    created_by: key.createdBy,
    last_used_at: uses?.lastSeconds(key.id) ?? key.lastUsedAtSeconds ?? null,
    version: key.version,
  };
}
