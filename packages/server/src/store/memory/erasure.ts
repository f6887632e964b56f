import type { Audit } from "../audit.ts";
import type { ErasedRows, Erasure, ErasureStore } from "../erasure.ts";
import { eraseAuditDetails } from "./audit.ts";
import type { MemoryState } from "./state.ts";
import { eraseSubscribers } from "./subscribers.ts";

/** The part of the memory store that forgets viewers. */
export function memoryErasure(
  state: MemoryState,
  audited: <T>(result: T, audit: Audit<T> | undefined) => T,
): ErasureStore {
  return {
    eraseTokens: async (erasure, limit) => eraseTokens(state, erasure, limit),
    eraseRecords: async (erasure, limit) => eraseRecords(state, erasure, limit),
    eraseAudit: async ({ organization, user, nowSeconds }, audit) =>
      audited(eraseAuditDetails(state, organization, user, nowSeconds), audit),
    settleErasure: async () => undefined,
  };
}

/** A subscriber opens by its secret: it counts as one of the tokens. */
function eraseTokens(state: MemoryState, { organization, user }: Erasure, limit: number): number {
  const subscribers = eraseSubscribers(state, { organization, user }, limit);
  const gone = [...state.tokens.values()]
    .filter(token => token.organization === organization && token.user === user)
    .slice(0, limit - subscribers);
  for (const { id } of gone) {
    state.tokens.delete(id);
    state.withdrawn.add(id);
    state.suspensions.delete(id);
  }
  return subscribers + gone.length;
}

function eraseRecords(
  state: MemoryState,
  { organization, user, nowSeconds }: Erasure,
  limit: number,
): ErasedRows {
  const isTheirs = (value: {
    readonly organization?: string | undefined;
    readonly user?: string | undefined;
  }) => value.organization === organization && value.user === user;
  return {
    tokens: 0,
    sessions: remove(state.sessions, limit, held => isTheirs(held) && held.endedAtSeconds !== undefined),
    decisions: remove(state.decisions, limit, isTheirs),
    usage: remove(
      state.usage,
      limit,
      cell => cell.organization === organization && cell.dimension === "user" && cell.value === user,
    ),
    revocations: remove(state.rules, limit, rule => {
      if (rule.organization !== organization || rule.selector.user !== user) return false;
      const { undoneAtSeconds, untilSeconds = Number.POSITIVE_INFINITY, issuedUpToMilliseconds } = rule;
      const isOver = undoneAtSeconds !== undefined || untilSeconds <= nowSeconds;
      if (!isOver && issuedUpToMilliseconds === undefined) return false;
      if (undoneAtSeconds === undefined) state.openRules.remove(rule);
      return true;
    }),
  };
}

function remove<T>(map: Map<string, T>, limit: number, isGone: (value: T) => boolean): number {
  let removed = 0;
  for (const [key, value] of map) {
    if (removed >= limit) break;
    if (!isGone(value)) continue;
    map.delete(key);
    removed += 1;
  }
  return removed;
}
