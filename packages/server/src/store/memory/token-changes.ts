import { limitedSessions } from "../limited-sessions.ts";
import type { TokenRevocation } from "../store.ts";
import type { TokenOrder, TokenStateOutcome, TokenUpdate, TokenUpdateOutcome } from "../token-changes.ts";
import type { TokenRecord } from "../token-record.ts";
import { endSessions } from "./sessions.ts";
import { type MemoryState, sessionsOfToken } from "./state.ts";

/** Writes new limits of a token, and what follows from them into its live sessions. */
export function updateToken(state: MemoryState, update: TokenUpdate): TokenUpdateOutcome {
  const before = found(state, update);
  if (!before) return { outcome: "missing" };
  if (before.version !== update.version) return { outcome: "stale" };
  const token = put(state, { ...before, ...update.limits });
  const change = { before, token, isRenewal: update.isRenewal ?? false };
  const live = sessionsOfToken(state, token.id).filter(({ endedAtSeconds }) => endedAtSeconds === undefined);
  const limited = limitedSessions(live, change, id => state.tokens.get(id), update.nowSeconds);
  for (const session of limited.sessions) state.sessions.set(session.id, session);
  return { outcome: "updated", before, token, ...limited };
}

/** Closes a token for now and ends its sessions. */
export function suspendToken(state: MemoryState, order: TokenOrder): TokenStateOutcome {
  const before = found(state, order);
  if (!before) return { outcome: "missing" };
  if (before.revokedAtSeconds !== undefined) return asItWas("revoked", before);
  if (before.suspendedAtSeconds !== undefined) return asItWas("unchanged", before);
  const { id, nowSeconds } = order;
  const spans = state.suspensions.get(id) ?? [];
  state.suspensions.set(id, [...spans, { fromSeconds: nowSeconds, untilSeconds: undefined }]);
  const token = put(state, { ...before, suspendedAtSeconds: nowSeconds });
  return { outcome: "changed", before, token, endedSessionIds: endOf(state, order, "suspended") };
}

/** Opens a suspended token again. */
export function resumeToken(state: MemoryState, order: TokenOrder): TokenStateOutcome {
  const before = found(state, order);
  if (!before) return { outcome: "missing" };
  if (before.revokedAtSeconds !== undefined) return asItWas("revoked", before);
  if (before.suspendedAtSeconds === undefined) return asItWas("unchanged", before);
  const spans = state.suspensions.get(order.id) ?? [];
  const ended = spans.map(span => ({ ...span, untilSeconds: span.untilSeconds ?? order.nowSeconds }));
  state.suspensions.set(order.id, ended);
  const token = put(state, { ...before, suspendedAtSeconds: undefined });
  return { outcome: "changed", before, token, endedSessionIds: [] };
}

/** Revokes one token of the organization and ends its sessions. */
export function revokeToken(state: MemoryState, order: TokenOrder): TokenRevocation {
  const before = found(state, order);
  if (!before) return { found: false, endedSessionIds: [] };
  const isNew = before.revokedAtSeconds === undefined;
  const token = isNew ? put(state, { ...before, revokedAtSeconds: order.nowSeconds }) : before;
  return { found: true, before, token, endedSessionIds: endOf(state, order, "revoked") };
}

function found(
  state: MemoryState,
  { organization, id }: Pick<TokenOrder, "organization" | "id">,
): TokenRecord | undefined {
  const token = state.tokens.get(id);
  return token?.organization === organization ? token : undefined;
}

function put(state: MemoryState, token: TokenRecord): TokenRecord {
  const changed = { ...token, version: token.version + 1 };
  state.tokens.set(token.id, changed);
  return changed;
}

function asItWas(outcome: "unchanged" | "revoked", token: TokenRecord): TokenStateOutcome {
  return { outcome, before: token, token, endedSessionIds: [] };
}

function endOf(
  state: MemoryState,
  { id, nowSeconds }: TokenOrder,
  reason: "revoked" | "suspended",
): readonly string[] {
  const ids = sessionsOfToken(state, id).map(session => session.id);
  return endSessions(state, ids, reason, nowSeconds);
}
