import type { Target } from "@sluice/policy";
import { type ClaimMap, type ClaimsToWrite, claimMaps, type Json, type JsonObject } from "@sluice/token";
import type { TokenRecord } from "../../../store/token-record.ts";
import { invalidFields, type Outcome } from "../../command-problem.ts";

/** What the claims of a JWT are made of. */
export interface JwtOrder {
  readonly record: TokenRecord;
  readonly jti: string;
  readonly issuer: string;
  /** Whose key signs; undefined: the organization's. */
  readonly application: string | undefined;
  readonly audiences: readonly string[] | undefined;
  /** For RFC 9246: a regular expression over the addresses that it opens. */
  readonly uriPattern: string;
  /** More claims, as the issuer has them: those of the map that limit nothing. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The claims in the words of the record's claim map; what it has no word for is refused, not left out. */
export function jwtClaims({
  record,
  jti,
  issuer,
  application,
  audiences,
  uriPattern,
  claims: more,
}: JwtOrder): Outcome<JsonObject> {
  const map: ClaimMap | undefined = claimMaps.find(({ id }) => id === record.profile);
  if (!map) {
    const known = claimMaps.map(({ id }) => id).join(", ");
    return invalidFields([{ field: "profile", message: `is none of ${known}` }]);
  }
  // A signed URI names what it opens by the addresses alone.
  const isUriSigned = map.id === "rfc9246";
  const wanted: ClaimsToWrite = {
    issuer,
    subject: map.subject === "organization" ? record.organization : undefined,
    audiences,
    id: jti,
    issuedAtSeconds: Math.floor(record.issuedAtMilliseconds / 1000),
    notBeforeSeconds: record.notBeforeSeconds,
    expiresAtSeconds: record.expiresAtSeconds,
    grants: [
      {
        actions: [record.action],
        target: isUriSigned ? { organization: true } : targetFor(map, application, record.target),
      },
    ],
    user: record.user,
    tag: record.tag,
    domains: record.domains.length > 0 ? record.domains : undefined,
    ip: record.ip.length > 0 ? record.ip : undefined,
    maxUses: record.maxUses,
    maxSessions: record.maxSessions,
    disconnectAtExpiry: isUriSigned ? undefined : record.disconnectAtExpiry || undefined,
    uriContainer: isUriSigned ? `regex:${uriPattern}` : undefined,
    // The door has read them as JSON.
    claims: Object.keys(more).length > 0 ? (more as Record<string, Json>) : undefined,
  };
  const claims = map.write(wanted);
  if (!("refused" in claims)) return { done: claims };
  const { claim } = claims;
  const field = typeof claim === "string" && Object.hasOwn(more, claim) ? `claims.${claim}` : "profile";
  return invalidFields([{ field, message: String(claims.detail) }]);
}

/** Ant Media knows a stream inside its application alone, whose key says which. */
function targetFor({ id }: Pick<ClaimMap, "id">, application: string | undefined, target: Target): Target {
  if (id !== "antmedia" || application === undefined || !("streams" in target)) return target;
  const prefix = `${application}/`;
  return {
    streams: target.streams.map(name => (name.startsWith(prefix) ? name.slice(prefix.length) : name)),
  };
}
