import { normaliseDomain, type Target } from "@sluice/policy";
import type { Grant } from "@sluice/token";
import type { StoredClaim, TokenRecord } from "../../store/token-record.ts";
import type { ProvenToken } from "./proven-token.ts";

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

/** For lists: one grant as it is; several, or a pattern, as what they may reach at most. */
function targetOf(grants: readonly Grant[]): Target {
  const [only, ...others] = grants;
  if (!only || others.length > 0 || "pattern" in only.target) return { organization: true };
  return only.target;
}

function wholeSeconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.floor(seconds);
}
