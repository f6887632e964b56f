import type { RevocationRule, SessionRecord } from "@sluice/policy";
import type { ApiKeyRecord } from "../api-keys.ts";
import type { AuditRecord } from "../audit.ts";
import type { StoredObject } from "../objects.ts";
import { createOpenRules, type OpenRules } from "../open-rules.ts";
import type { DecisionRecord, TokenRecord } from "../store.ts";
import type { UsageCell } from "../usage-figures.ts";

/** Everything the memory store holds. Maps keep the order of insertion, oldest first. */
export interface MemoryState {
  readonly tokens: Map<string, TokenRecord>;
  readonly sessions: Map<string, SessionRecord>;
  readonly sessionIdsByToken: Map<string, string[]>;
  /** `place` counts up and stays with its rule, so that cursors survive an undo. */
  readonly rules: Map<string, { readonly rule: RevocationRule; readonly place: number }>;
  nextRulePlace: number;
  readonly openRules: OpenRules;
  /** `place` counts up, as for rules. */
  readonly apiKeys: Map<string, { readonly key: ApiKeyRecord; readonly place: number }>;
  nextApiKeyPlace: number;
  readonly objects: Map<string, StoredObject>;
  /** By organization, the first entry first. */
  readonly audit: Map<string, readonly AuditRecord[]>;
  readonly decisions: Map<string, DecisionRecord>;
  readonly usage: Map<string, UsageCell>;
  highWaterSeconds: number;
  masterKeyCheck: Uint8Array | undefined;
}

/** A state with nothing in it. */
export function createMemoryState(): MemoryState {
  return {
    tokens: new Map(),
    sessions: new Map(),
    sessionIdsByToken: new Map(),
    rules: new Map(),
    nextRulePlace: 0,
    openRules: createOpenRules([]),
    apiKeys: new Map(),
    nextApiKeyPlace: 0,
    objects: new Map(),
    audit: new Map(),
    decisions: new Map(),
    usage: new Map(),
    highWaterSeconds: 0,
    masterKeyCheck: undefined,
  };
}

/** The sessions of one token, oldest first. */
export function sessionsOfToken(state: MemoryState, tokenId: string): readonly SessionRecord[] {
  const ids = state.sessionIdsByToken.get(tokenId) ?? [];
  return ids.flatMap(id => state.sessions.get(id) ?? []);
}
