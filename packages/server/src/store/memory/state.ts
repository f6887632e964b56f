import type { SessionRecord } from "@sluice/policy";
import type { ApiKeyRecord } from "../api-keys.ts";
import type { AuditRow } from "../audit.ts";
import type { NotedHead } from "../audit-append.ts";
import type { Suspension } from "../history.ts";
import type { IdempotencyRecord } from "../idempotency.ts";
import type { StoredObject } from "../objects.ts";
import { createOpenRules, type OpenRules } from "../open-rules.ts";
import type { RevocationRecord } from "../revocations.ts";
import type { DecisionRecord } from "../store.ts";
import type { TokenKeyRecord } from "../token-keys.ts";
import type { TokenRecord } from "../token-record.ts";
import type { UsageCell } from "../usage-figures.ts";

/** Everything the memory store holds. Maps keep the order of insertion, oldest first. */
export interface MemoryState {
  readonly tokens: Map<string, TokenRecord>;
  /** Ids of tokens that were erased: a signed one is not taken in again. */
  readonly withdrawn: Set<string>;
  readonly sessions: Map<string, SessionRecord>;
  /** By token; a session of a delegated token stands under each of its lineage, too. */
  readonly sessionIdsByToken: Map<string, string[]>;
  /** By token. */
  readonly suspensions: Map<string, readonly Suspension[]>;
  /** Requests that are answered once, by organization, API key and hash. */
  readonly requests: Map<string, IdempotencyRecord>;
  readonly rules: Map<string, RevocationRecord>;
  readonly openRules: OpenRules;
  /** `place` counts up and stays with its key, so that cursors survive a removal. */
  readonly apiKeys: Map<string, { readonly key: ApiKeyRecord; readonly place: number }>;
  nextApiKeyPlace: number;
  readonly tokenKeys: Map<string, TokenKeyRecord>;
  readonly objects: Map<string, StoredObject>;
  /** By organization, the first entry first. */
  readonly audit: Map<string, readonly AuditRow[]>;
  readonly auditHeads: Map<string, NotedHead>;
  readonly decisions: Map<string, DecisionRecord>;
  readonly usage: Map<string, UsageCell>;
  highWaterSeconds: number;
  masterKeyCheck: Uint8Array | undefined;
}

/** A state with nothing in it. */
export function createMemoryState(): MemoryState {
  return {
    tokens: new Map(),
    withdrawn: new Set(),
    sessions: new Map(),
    sessionIdsByToken: new Map(),
    suspensions: new Map(),
    requests: new Map(),
    rules: new Map(),
    openRules: createOpenRules([]),
    apiKeys: new Map(),
    nextApiKeyPlace: 0,
    tokenKeys: new Map(),
    objects: new Map(),
    audit: new Map(),
    auditHeads: new Map(),
    decisions: new Map(),
    usage: new Map(),
    highWaterSeconds: 0,
    masterKeyCheck: undefined,
  };
}

/** The sessions of one token and of those that were delegated from it, oldest first. */
export function sessionsOfToken(state: MemoryState, tokenId: string): readonly SessionRecord[] {
  const ids = state.sessionIdsByToken.get(tokenId) ?? [];
  return ids.flatMap(id => state.sessions.get(id) ?? []);
}
