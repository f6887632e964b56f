import { endReasonOf, isRevoked, type SessionRecord } from "@sluice/policy";
import { ruleOf, runningSubject } from "../revocation-subject.ts";
import type { NewRevocation, RevocationResult, TokenRecord } from "../store.ts";
import { isEmptySelector, isWithinReach, targetReach } from "../target-reach.ts";
import { endSessions, liveSessions } from "./sessions.ts";
import { type MemoryState, sessionsOfToken } from "./state.ts";

/** Revokes one token of the organization and ends its sessions. */
export function revokeToken(
  state: MemoryState,
  organization: string,
  tokenId: string,
  nowSeconds: number,
): { readonly found: boolean; readonly endedSessionIds: readonly string[] } {
  const token = state.tokens.get(tokenId);
  if (token?.organization !== organization) return { found: false, endedSessionIds: [] };
  state.tokens.set(tokenId, { ...token, revokedAtSeconds: token.revokedAtSeconds ?? nowSeconds });
  const ids = sessionsOfToken(state, tokenId).map(({ id }) => id);
  return { found: true, endedSessionIds: endSessions(state, ids, "revoked", nowSeconds) };
}

/** Writes the rule and ends the sessions it covers. */
export function revoke(state: MemoryState, revocation: NewRevocation): RevocationResult {
  if (state.rules.has(revocation.id)) throw new Error("a revocation with this id exists");
  const ids = coveredSessions(state, revocation).map(({ id }) => id);
  const rule = ruleOf(revocation, { tokens: countTokens(state, revocation), sessions: ids.length });
  state.rules.set(rule.id, { rule, place: state.nextRulePlace++ });
  state.openRules.add(rule);
  const reason = endReasonOf(revocation.selector);
  return { rule, endedSessionIds: endSessions(state, ids, reason, revocation.nowSeconds) };
}

/** What `revoke` would reach. */
export function countRevocation(
  state: MemoryState,
  revocation: NewRevocation,
): { readonly tokens: number; readonly sessions: number } {
  return {
    tokens: countTokens(state, revocation),
    sessions: coveredSessions(state, revocation).length,
  };
}

/** Removes a rule of the organization; false when there is none. */
export function undoRevocation(state: MemoryState, organization: string, id: string): boolean {
  const rule = state.rules.get(id)?.rule;
  if (rule?.organization !== organization) return false;
  state.rules.delete(id);
  state.openRules.remove(rule);
  return true;
}

function coveredSessions(state: MemoryState, revocation: NewRevocation): readonly SessionRecord[] {
  const rule = ruleOf(revocation, { tokens: 0, sessions: 0 });
  return liveSessions(state).filter(session =>
    isRevoked(rule, runningSubject(session), revocation.nowSeconds),
  );
}

function countTokens(state: MemoryState, revocation: NewRevocation): number {
  const { selector } = revocation;
  if (isEmptySelector(selector)) return 0;
  const sessionToken = selector.session && state.sessions.get(selector.session)?.tokenId;
  const reach = targetReach(revocation);
  const matches = (token: TokenRecord) =>
    token.organization === revocation.organization &&
    token.issuedAtMilliseconds <= (revocation.issuedUpToMilliseconds ?? Number.POSITIVE_INFINITY) &&
    (selector.token === undefined || selector.token === token.id) &&
    (selector.user === undefined || selector.user === token.user) &&
    (selector.tag === undefined || selector.tag === token.tag) &&
    (selector.session === undefined || sessionToken === token.id) &&
    (reach === undefined || isWithinReach(token.target, reach));
  return [...state.tokens.values()].filter(matches).length;
}
