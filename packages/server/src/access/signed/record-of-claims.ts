import { normaliseDomain, type Target } from "@sluice/policy";
import type { Grant } from "@sluice/token";
import type { StoredClaim, TokenRecord } from "../../store/token-record.ts";
import type { ProvenToken } from "./proven-token.ts";

/** Names in the target of a listed token, and characters of each. */
const MOST_NAMES = 100;
const LONGEST_NAME = 256;

/** Year 5138, the last second that can be set through the API. */
const LATEST_SECONDS = 100_000_000_000;

/** Named in lists, and about a person: what identifies a subject is not written down from a token that hides it. */
const UNWRITTEN: ReadonlySet<string> = new Set(["sub"]);

/**
 * The record of a signed token that was made elsewhere, as it is written with its first session: what operators see,
 * count and revoke. What it may do is still read from its text each time.
 */
export function recordOfClaims(
  id: string,
  organization: string,
  { claims, key }: ProvenToken,
  nowSeconds: number,
): TokenRecord {
  return {
    id,
    organization,
    kind: claims.format,
    secretHash: new Uint8Array(),
    action: claims.grants[0]?.actions[0] ?? "play",
    target: targetOf(claims.grants),
    notBeforeSeconds: wholeSeconds(claims.notBeforeSeconds),
    expiresAtSeconds: wholeSeconds(claims.expiresAtSeconds),
    maxUses: claims.maxUses,
    maxSessions: claims.maxSessions,
    ip: claims.ip ?? [],
    domains: (claims.domains ?? []).flatMap(domain => normaliseDomain(domain) ?? []),
    user: claims.user,
    tag: claims.tag,
    annotations: [],
    disconnectAtExpiry: claims.disconnectAtExpiry,
    issuedAtMilliseconds: issuedAtMilliseconds(claims.issuedAtSeconds, nowSeconds),
    issuedBy: undefined,
    keyId: key.id,
    jti: claims.id,
    profile: claims.profile,
    claims: storedClaims(claims.limits),
    uses: 0,
    revokedAtSeconds: undefined,
    suspendedAtSeconds: undefined,
    version: 1,
  };
}

/** The claims in their JSON form, for the record. */
export function storedClaims(limits: ProvenToken["claims"]["limits"]): readonly StoredClaim[] {
  return limits.filter(({ name }) => !UNWRITTEN.has(name)).map(limit => [limit.name, limit.toJson()]);
}

/** A time of issue that is missing or lies ahead counts as the oldest: no revocation is evaded by it. */
export function issuedAtMilliseconds(issuedAtSeconds: number | undefined, nowSeconds: number): number {
  if (issuedAtSeconds === undefined || issuedAtSeconds > nowSeconds || issuedAtSeconds < 0) return 0;
  return Math.floor(issuedAtSeconds * 1000);
}

/** For lists: one grant as it is; several, a pattern, or more than a list shows, as what they may reach at most. */
function targetOf(grants: readonly Grant[]): Target {
  const [only, ...others] = grants;
  if (!only || others.length > 0 || "pattern" in only.target) return { organization: true };
  const { target } = only;
  const names = "streams" in target ? target.streams : "group" in target ? [target.group] : [];
  const isShown = names.length <= MOST_NAMES && names.every(({ length }) => length <= LONGEST_NAME);
  return isShown ? target : { organization: true };
}

/** A time as records have it. Issuers write any number; beyond what can be listed and stored it is the nearest that can. */
export function wholeSeconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.min(Math.max(Math.floor(seconds), 0), LATEST_SECONDS);
}
