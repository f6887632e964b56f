import { losesAdministrator } from "../administrator.ts";
import type { ApiKeyChange, ApiKeyOutcome, ApiKeyQuery, ApiKeyRecord } from "../api-keys.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { MemoryState } from "./state.ts";

/** Adds a key, or replaces the one with its id, which keeps its place. */
export function putApiKey(state: MemoryState, key: ApiKeyRecord): void {
  const place = state.apiKeys.get(key.id)?.place ?? state.nextApiKeyPlace++;
  state.apiKeys.set(key.id, { key, place });
}

/** Changes or removes a key that stands at the version. */
export function changeApiKey(state: MemoryState, change: ApiKeyChange): ApiKeyOutcome {
  const { organization, id, version, key, administratorAtSeconds } = change;
  const before = apiKey(state, organization, id);
  if (before?.version !== version) return "stale";
  const others = keysOf(state).filter(other => other.organization === organization && other.id !== id);
  if (
    administratorAtSeconds !== undefined &&
    losesAdministrator(before, key, others, administratorAtSeconds)
  ) {
    return "last-administrator";
  }
  if (key) putApiKey(state, { ...key, version: version + 1, lastUsedAtSeconds: before.lastUsedAtSeconds });
  else state.apiKeys.delete(id);
  return "changed";
}

/** The key with this hash, now or before its last rotation. */
export function apiKeyByHash(state: MemoryState, hash: Uint8Array): ApiKeyRecord | undefined {
  const isHash = (other: Uint8Array | undefined) => other !== undefined && Buffer.compare(other, hash) === 0;
  return keysOf(state).find(key => isHash(key.hash) || isHash(key.previous?.hash));
}

export function apiKey(state: MemoryState, organization: string, id: string): ApiKeyRecord | undefined {
  const key = state.apiKeys.get(id)?.key;
  return key?.organization === organization ? key : undefined;
}

/** An organization's keys, the last made first. */
export function listApiKeys(state: MemoryState, query: ApiKeyQuery): Page<ApiKeyRecord> {
  const after =
    query.cursor === undefined ? Number.POSITIVE_INFINITY : (decodeCursor(query.cursor, 1)[0] ?? 0);
  const matching = [...state.apiKeys.values()]
    .filter(({ key, place }) => place < after && key.organization === query.organization)
    .filter(({ key }) => isWithin(key, query.within))
    .toSorted((left, right) => right.place - left.place);
  const items = matching.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ key }) => key),
    next: last && matching.length > items.length ? encodeCursor([last.place]) : undefined,
  };
}

/** Notes a use; the latest counts. */
export function recordApiKeyUse(state: MemoryState, id: string, atSeconds: number): void {
  const kept = state.apiKeys.get(id);
  if (!kept || (kept.key.lastUsedAtSeconds ?? 0) >= atSeconds) return;
  state.apiKeys.set(id, { ...kept, key: { ...kept.key, lastUsedAtSeconds: atSeconds } });
}

function isWithin({ applications }: ApiKeyRecord, within: readonly string[] | undefined): boolean {
  return within === undefined || (applications?.every(name => within.includes(name)) ?? false);
}

function keysOf(state: MemoryState): readonly ApiKeyRecord[] {
  return [...state.apiKeys.values()].map(({ key }) => key);
}
