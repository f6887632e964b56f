import { parentOf, type SessionRecord, tokenIdOf } from "@sluice/policy";
import { limitsView } from "../declarations/limits/limits-view.ts";
import type { RevocationRecord } from "../store/revocations.ts";
import type { DecisionRecord } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import { type TokenMoment, tokenStatus } from "../store/token-status.ts";
import { delegationView } from "./tokens/delegation/delegation-grant.ts";

/** A token as anybody may see it who may list tokens: never its text or hash. */
export function tokenView(token: TokenRecord, moment: TokenMoment) {
  return {
    id: token.id,
    kind: token.kind,
    status: tokenStatus(token, moment),
    action: token.action,
    target: token.target,
    created_at: Math.floor(token.issuedAtMilliseconds / 1000),
    created_by: token.issuedBy ?? null,
    key: token.keyId ?? null,
    jti: token.jti ?? null,
    profile: token.profile ?? null,
    claims: Object.fromEntries(token.claims),
    not_before: token.notBeforeSeconds ?? null,
    expires_at: token.expiresAtSeconds ?? null,
    revoked_at: token.revokedAtSeconds ?? null,
    suspended_at: token.suspendedAtSeconds ?? null,
    uses: token.uses,
    watched_seconds: token.watchedSeconds ?? 0,
    used_bytes: token.usedBytes ?? 0,
    ...limitsView(token),
    ip: token.ip,
    domains: token.domains,
    user: token.user ?? null,
    tag: token.tag ?? null,
    annotations: token.annotations,
    disconnect_at_expiry: token.disconnectAtExpiry,
    delegation: delegationView(token.delegation),
    parent: parentOf(token) ?? null,
    version: token.version,
  };
}

/** A session as the operator sees it: never its handle. */
export function sessionView(session: SessionRecord) {
  return {
    id: session.id,
    status: session.endedAtSeconds === undefined ? "live" : "ended",
    token: tokenIdOf(session) ?? null,
    application: session.application,
    stream: session.stream,
    group: session.group,
    action: session.action,
    door: session.door,
    server: session.connection?.server ?? null,
    protocol: session.connection?.protocol || null,
    connection: session.connection?.id ?? null,
    user: session.user ?? null,
    tag: session.tag ?? null,
    ip: session.address ?? null,
    user_agent: session.holder.agent,
    started_at: session.startedAtSeconds,
    last_seen_at: session.lastSeenSeconds,
    expires_at: Math.min(session.capSeconds, session.untilSeconds ?? session.capSeconds),
    ended_at: session.endedAtSeconds ?? null,
    end_reason: session.endReason ?? null,
    bytes: session.bytes,
    requests: session.requests,
  };
}

/** A revocation rule. */
export function revocationView(rule: RevocationRecord) {
  const { issuedUpToMilliseconds } = rule;
  return {
    id: rule.id,
    selector: rule.selector,
    count: rule.tokens,
    sessions: rule.sessions,
    created_at: rule.createdAtSeconds,
    created_by: rule.createdBy ?? null,
    until: rule.untilSeconds ?? null,
    permanent: rule.untilSeconds === undefined && issuedUpToMilliseconds === undefined,
    effect_ms: rule.effectMilliseconds ?? null,
    undone_at: rule.undoneAtSeconds ?? null,
  };
}

/** A decision with every rule's outcome. */
export function decisionView(decision: DecisionRecord) {
  return {
    ref: decision.ref,
    at: decision.atMilliseconds / 1000,
    allowed: decision.allowed,
    reason: decision.reason ?? null,
    enforcement: decision.unenforced ?? "enforce",
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
