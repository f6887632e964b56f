import type { BindingState, SessionRecord, StreamTotals, UsedUp } from "@sluice/policy";
import type { ApiKeyRecord } from "../api-keys.ts";
import type { AuditRow } from "../audit.ts";
import type { NotedHead } from "../audit-append.ts";
import type { Suspension } from "../history.ts";
import type { IdempotencyRecord } from "../idempotency.ts";
import type { StoredObject } from "../objects.ts";
import { createOpenRules, type OpenRules } from "../open-rules.ts";
import type { RevocationRecord } from "../revocations.ts";
import type { DecisionRecord } from "../store.ts";
import type { SubscriberRecord } from "../subscribers.ts";
import type { TokenKeyRecord } from "../token-keys.ts";
import type { TokenRecord } from "../token-record.ts";
import type { UsageCell } from "../usage-figures.ts";

/** Everything the memory store holds. Maps keep the order of insertion, oldest first. */
export interface MemoryState {
  readonly tokens: Map<string, TokenRecord>;
  /** Ids of tokens that were erased: a signed one is not taken in again. */
  readonly withdrawn: Set<string>;
  /** To whom tokens belong, by token. */
  readonly bindings: Map<string, BindingState>;
  readonly sessions: Map<string, SessionRecord>;
  /** By organization and stream: see `streamKey`. */
  readonly streamTotals: Map<string, StreamTotals>;
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
  /** By organization, stream and id. */
  readonly subscribers: Map<string, SubscriberRecord>;
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
    bindings: new Map(),
    sessions: new Map(),
    streamTotals: new Map(),
    sessionIdsByToken: new Map(),
    suspensions: new Map(),
    requests: new Map(),
    rules: new Map(),
    openRules: createOpenRules([]),
    apiKeys: new Map(),
    nextApiKeyPlace: 0,
    tokenKeys: new Map(),
    subscribers: new Map(),
    objects: new Map(),
    audit: new Map(),
    auditHeads: new Map(),
    decisions: new Map(),
    usage: new Map(),
    highWaterSeconds: 0,
    masterKeyCheck: undefined,
  };
}

/** What was used of a stream. */
export function streamTotalsOf(
  state: MemoryState,
  { organization, stream }: Pick<SessionRecord, "organization" | "stream">,
): StreamTotals {
  return (
    state.streamTotals.get(streamKey(organization, stream)) ?? { plays: 0, watchedSeconds: 0, usedBytes: 0 }
  );
}

/** Adds up what was used of a stream. */
export function addToStream(
  state: MemoryState,
  place: Pick<SessionRecord, "organization" | "stream">,
  { plays = 0, watchedSeconds = 0, usedBytes = 0 }: Partial<StreamTotals> & UsedUp,
): void {
  const before = streamTotalsOf(state, place);
  state.streamTotals.set(streamKey(place.organization, place.stream), {
    plays: before.plays + plays,
    watchedSeconds: (before.watchedSeconds ?? 0) + watchedSeconds,
    usedBytes: (before.usedBytes ?? 0) + usedBytes,
  });
}

/** The key of a stream in `streamTotals`. */
export function streamKey(organization: string, stream: string): string {
  return `${organization}\0${stream}`;
}

/** The sessions of one token and of those that were delegated from it, oldest first. */
export function sessionsOfToken(state: MemoryState, tokenId: string): readonly SessionRecord[] {
  const ids = state.sessionIdsByToken.get(tokenId) ?? [];
  return ids.flatMap(id => state.sessions.get(id) ?? []);
}
