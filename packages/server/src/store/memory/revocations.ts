import { endReasonOf, type SessionRecord } from "@sluice/policy";
import { isSessionRevoked, ruleOf } from "../revocation-subject.ts";
import type { NewRevocation, RevocationRecord, RevocationResult } from "../revocations.ts";
import { isEmptySelector, isWithinReach, targetReach } from "../target-reach.ts";
import type { TokenRecord } from "../token-record.ts";
import { endSessions, liveSessions } from "./sessions.ts";
import type { MemoryState } from "./state.ts";

/** Writes the rule and ends the sessions it covers. */
export function revoke(state: MemoryState, revocation: NewRevocation): RevocationResult {
  if (state.rules.has(revocation.id)) throw new Error("a revocation with this id exists");
  const { tokens, sessions } = countRevocation(state, revocation);
  const ids = coveredSessions(state, revocation).map(({ id }) => id);
  const rule = ruleOf(revocation, { tokens, sessions });
  state.rules.set(rule.id, rule);
  state.openRules.add(rule);
  const reason = endReasonOf(revocation.selector);
  return { rule, endedSessionIds: endSessions(state, ids, reason, revocation.nowSeconds) };
}

/** What `revoke` would reach. */
export function countRevocation(
  state: MemoryState,
  revocation: NewRevocation,
): { readonly tokens: number; readonly sessions: number } {
  const sessions = coveredSessions(state, revocation);
  const tokens =
    revocation.selector.ip === undefined
      ? countTokens(state, revocation)
      : new Set(sessions.map(({ tokenId }) => tokenId)).size;
  return { tokens, sessions: sessions.length };
}

/** Notes how long a rule took. */
export function noteRevocationEffect(state: MemoryState, id: string, effectMilliseconds: number): void {
  const rule = state.rules.get(id);
  if (rule) state.rules.set(id, { ...rule, effectMilliseconds });
}

/** Ends a rule of the organization; undefined when none stands under the id. */
export function undoRevocation(
  state: MemoryState,
  organization: string,
  id: string,
  nowSeconds: number,
): RevocationRecord | undefined {
  const rule = state.rules.get(id);
  if (rule?.organization !== organization || rule.undoneAtSeconds !== undefined) return undefined;
  const undone = { ...rule, undoneAtSeconds: nowSeconds };
  state.rules.set(id, undone);
  state.openRules.remove(rule);
  return undone;
}

function coveredSessions(state: MemoryState, revocation: NewRevocation): readonly SessionRecord[] {
  const rule = ruleOf(revocation, { tokens: 0, sessions: 0 });
  const token = (id: string) => state.tokens.get(id);
  return liveSessions(state).filter(session => isSessionRevoked(rule, session, token, revocation.nowSeconds));
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
    (selector.key === undefined || [token.issuedBy, token.keyId].includes(selector.key)) &&
    (selector.jti === undefined || selector.jti === token.jti) &&
    (selector.session === undefined || sessionToken === token.id) &&
    (reach === undefined || isWithinReach(token.target, reach));
  return [...state.tokens.values()].filter(matches).length;
}
