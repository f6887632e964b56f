import type { NewSession, RevocationSubject } from "@sluice/policy";
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
