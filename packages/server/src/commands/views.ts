import type { RevocationRule, SessionRecord } from "@sluice/policy";
import type { DecisionRecord, TokenRecord } from "../store/store.ts";
import { type TokenMoment, tokenStatus } from "./token-status.ts";

/** A token as anybody may see it who may list tokens: never its text or hash. */
export function tokenView(token: TokenRecord, moment: TokenMoment) {
  return {
    id: token.id,
    kind: token.kind,
    status: tokenStatus(token, moment),
    action: token.action,
    target: token.target,
    created_at: Math.floor(token.issuedAtMilliseconds / 1000),
    created_by: token.issuedBy,
    not_before: token.notBeforeSeconds ?? null,
    expires_at: token.expiresAtSeconds ?? null,
    revoked_at: token.revokedAtSeconds ?? null,
    uses: token.uses,
    max_uses: token.maxUses ?? null,
    max_sessions: token.maxSessions ?? null,
    ip: token.ip,
    domains: token.domains,
    user: token.user ?? null,
    tag: token.tag ?? null,
    annotations: token.annotations,
    disconnect_at_expiry: token.disconnectAtExpiry,
  };
}

/** A session as the operator sees it: never its handle. */
export function sessionView(session: SessionRecord) {
  return {
    id: session.id,
    status: session.endedAtSeconds === undefined ? "live" : "ended",
    token: session.tokenId,
    stream: session.stream,
    action: session.action,
    door: session.door,
    user: session.user ?? null,
    tag: session.tag ?? null,
    ip: session.address ?? null,
    user_agent: session.holder.agent,
    started_at: session.startedAtSeconds,
    last_seen_at: session.lastSeenSeconds,
    ended_at: session.endedAtSeconds ?? null,
    end_reason: session.endReason ?? null,
    bytes: session.bytes,
    requests: session.requests,
  };
}

/** A revocation rule. */
export function revocationView(rule: RevocationRule) {
  const { issuedUpToMilliseconds } = rule;
  return {
    id: rule.id,
    selector: rule.selector,
    count: rule.tokens,
    sessions: rule.sessions,
    created_at: rule.createdAtSeconds,
    until: rule.untilSeconds ?? null,
    permanent: rule.untilSeconds === undefined && issuedUpToMilliseconds === undefined,
  };
}

/** A decision with every rule's outcome. */
export function decisionView(decision: DecisionRecord) {
  return {
    ref: decision.ref,
    at: decision.atMilliseconds / 1000,
    allowed: decision.allowed,
    reason: decision.reason ?? null,
    door: decision.door,
    action: decision.action,
    stream: decision.stream ?? null,
    token: decision.tokenId ?? null,
    session: decision.sessionId ?? null,
    user: decision.user ?? null,
    ip: decision.ip ?? null,
    user_agent: decision.userAgent ?? null,
    rules: decision.rules,
  };
}
