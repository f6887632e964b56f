import { isRevoked, type NewSession, type RevocationRule, type RevocationSubject } from "@sluice/policy";
import type { NewRevocation, RevocationRecord } from "./revocations.ts";
import type { TokenRecord } from "./token-record.ts";

/** What a revocation needs to know of a session. */
export type SessionSubject = Pick<
  NewSession,
  | "id"
  | "organization"
  | "application"
  | "stream"
  | "group"
  | "tokenId"
  | "user"
  | "tag"
  | "tokenIssuedAtMilliseconds"
  | "issuedBy"
  | "keyId"
  | "jti"
  | "address"
  | "lineage"
>;

/** A session about to be admitted, as revocation rules see it: a rule about one session does not match it. */
export function admitSubject(session: SessionSubject): RevocationSubject {
  return {
    organization: session.organization,
    tokenId: session.tokenId,
    jti: session.jti,
    issuedBy: session.issuedBy,
    keyId: session.keyId,
    user: session.user,
    tag: session.tag,
    issuedAtMilliseconds: session.tokenIssuedAtMilliseconds,
    stream: { stream: session.stream, group: session.group, application: session.application },
    ip: session.address,
  };
}

/** An ancestor of a session's token, as revocation rules see it there: a rule that covers it covers the session. */
export function ancestorSubject(
  ancestor: TokenRecord,
  session: Pick<SessionSubject, "stream" | "group" | "application" | "address">,
): RevocationSubject {
  const { stream, group, application, address } = session;
  return { ...tokenSubject(ancestor), stream: { stream, group, application }, ip: address };
}

/**
 * True when the rule covers a running session: by its token, or by one of those that this was delegated from, whose
 * records `ancestor` finds.
 */
export function isSessionRevoked(
  rule: RevocationRule,
  session: SessionSubject,
  ancestor: (id: string) => TokenRecord | undefined,
  nowSeconds: number,
): boolean {
  if (isRevoked(rule, runningSubject(session), nowSeconds)) return true;
  // A rule about one session names that session alone.
  const ancestors = rule.selector.session === undefined ? (session.lineage ?? []) : [];
  return ancestors.some(id => {
    const token = ancestor(id);
    return token !== undefined && isRevoked(rule, ancestorSubject(token, session), nowSeconds);
  });
}

/** A running session as revocation rules see it. */
export function runningSubject(session: SessionSubject): RevocationSubject {
  return { ...admitSubject(session), sessionId: session.id };
}

/** A token as a whole, as revocation rules see it. */
export function tokenSubject(token: TokenRecord): RevocationSubject {
  const { id: tokenId, organization, issuedBy, keyId, jti, user, tag, issuedAtMilliseconds } = token;
  return {
    organization,
    tokenId,
    jti,
    issuedBy,
    keyId,
    user,
    tag,
    issuedAtMilliseconds,
    stream: undefined,
    ip: undefined,
  };
}

/** The rule that a new revocation becomes, with what it reached. */
export function ruleOf(
  revocation: NewRevocation,
  reached: { readonly tokens: number; readonly sessions: number },
): RevocationRecord {
  return {
    id: revocation.id,
    organization: revocation.organization,
    selector: revocation.selector,
    issuedUpToMilliseconds: revocation.issuedUpToMilliseconds,
    untilSeconds: revocation.untilSeconds,
    createdAtSeconds: revocation.nowSeconds,
    createdBy: revocation.createdBy,
    applications: revocation.applications,
    effectMilliseconds: undefined,
    undoneAtSeconds: undefined,
    ...reached,
  };
}
