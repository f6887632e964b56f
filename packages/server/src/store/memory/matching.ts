import { parentOf, type SessionRecord } from "@sluice/policy";
import type { DecisionQuery, RevocationQuery, SessionQuery, TokenQuery } from "../queries.ts";
import type { RevocationRecord } from "../revocations.ts";
import type { DecisionRecord } from "../store.ts";
import { applicationOf, applicationsOf } from "../target-reach.ts";
import type { TokenRecord } from "../token-record.ts";
import { tokenStatus } from "../token-status.ts";

/** True when a query asks for the token. */
export function matchesToken(token: TokenRecord, query: TokenQuery, isCovered: boolean): boolean {
  const streams = "streams" in token.target ? token.target.streams : [];
  const applications = applicationsOf(token.target);
  const { status, stream, application } = query;
  return (
    token.organization === query.organization &&
    isInside(applications, query.within) &&
    isWanted(query.user, token.user) &&
    isWanted(query.tag, token.tag) &&
    isWanted(query.kind, token.kind) &&
    isWanted(query.action, token.action) &&
    (query.issuedBy === undefined || [token.issuedBy, token.keyId].includes(query.issuedBy)) &&
    isWanted(query.jti, token.jti) &&
    isWanted(query.parent, parentOf(token)) &&
    isWanted(query.group, "group" in token.target ? token.target.group : undefined) &&
    (stream === undefined || streams.includes(stream)) &&
    (application === undefined || applications?.includes(application) === true) &&
    isBetween(token.issuedAtMilliseconds, query) &&
    (!status || tokenStatus(token, { nowSeconds: status.atSeconds, isCovered }) === status.is)
  );
}

/** True when a query asks for the session. */
export function matchesSession(session: SessionRecord, query: SessionQuery): boolean {
  return (
    session.organization === query.organization &&
    isInside([session.application], query.within) &&
    isWanted(query.token, session.tokenId) &&
    isWanted(query.user, session.user) &&
    isWanted(query.tag, session.tag) &&
    isWanted(query.stream, session.stream) &&
    isWanted(query.group, session.group) &&
    isWanted(query.application, session.application) &&
    isWanted(query.address, session.address) &&
    isWanted(query.door, session.door) &&
    isWanted(query.server, session.connection?.server) &&
    isWanted(query.live, session.endedAtSeconds === undefined) &&
    session.startedAtSeconds >= (query.since ?? 0)
  );
}

/** True when a query asks for the rule. */
export function matchesRevocation(rule: RevocationRecord, query: RevocationQuery): boolean {
  return rule.organization === query.organization && isInside(rule.applications, query.within);
}

/** True when a query asks for the decision. */
export function matchesDecision(decision: DecisionRecord, query: DecisionQuery): boolean {
  const application = decision.stream === undefined ? undefined : applicationOf(decision.stream);
  const isUnowned = decision.organization === undefined && query.withUnowned === true;
  return (
    (isUnowned || decision.organization === query.organization) &&
    isInside(application === undefined ? undefined : [application], query.within) &&
    isWanted(query.user, decision.user) &&
    isWanted(query.stream, decision.stream) &&
    isWanted(query.ip, decision.ip) &&
    isWanted(query.reason, decision.reason) &&
    isWanted(query.allowed, decision.allowed) &&
    isWanted(query.token, decision.tokenId) &&
    isWanted(query.session, decision.sessionId) &&
    isBetween(decision.atMilliseconds, query)
  );
}

function isWanted<T>(want: T | undefined, have: T | undefined): boolean {
  return want === undefined || want === have;
}

function isInside(
  applications: readonly string[] | undefined,
  within: readonly string[] | undefined,
): boolean {
  if (!within) return true;
  return applications?.every(name => within.includes(name)) ?? false;
}

function isBetween(
  atMilliseconds: number,
  { since, until }: { readonly since?: number | undefined; readonly until?: number | undefined },
): boolean {
  return atMilliseconds >= (since ?? 0) * 1000 && atMilliseconds < (until ?? Number.POSITIVE_INFINITY) * 1000;
}
