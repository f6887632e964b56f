import { type ClaimsToWrite, claimMaps, type JsonObject } from "@sluice/token";
import type { TokenRecord } from "../../../store/token-record.ts";
import { invalidFields, type Outcome } from "../../command-problem.ts";

/** What the claims of a JWT are made of. */
export interface JwtOrder {
  readonly record: TokenRecord;
  readonly jti: string;
  readonly issuer: string;
  readonly audiences: readonly string[] | undefined;
  /** For RFC 9246: a regular expression over the addresses that it opens. */
  readonly uriPattern: string;
}

/** The claims in the words of the record's claim map; what it has no word for is refused, not left out. */
export function jwtClaims({ record, jti, issuer, audiences, uriPattern }: JwtOrder): Outcome<JsonObject> {
  const map = claimMaps.find(({ id }) => id === record.profile);
  if (!map) {
    const known = claimMaps.map(({ id }) => id).join(", ");
    return invalidFields([{ field: "profile", message: `is none of ${known}` }]);
  }
  // A signed URI names what it opens by the addresses alone.
  const isUriSigned = map.id === "rfc9246";
  const wanted: ClaimsToWrite = {
    issuer,
    audiences,
    id: jti,
    issuedAtSeconds: Math.floor(record.issuedAtMilliseconds / 1000),
    notBeforeSeconds: record.notBeforeSeconds,
    expiresAtSeconds: record.expiresAtSeconds,
    grants: [{ actions: [record.action], target: isUriSigned ? { organization: true } : record.target }],
    user: record.user,
    tag: record.tag,
    domains: record.domains.length > 0 ? record.domains : undefined,
    ip: record.ip.length > 0 ? record.ip : undefined,
    maxUses: record.maxUses,
    maxSessions: record.maxSessions,
    disconnectAtExpiry: isUriSigned ? undefined : record.disconnectAtExpiry || undefined,
    uriContainer: isUriSigned ? `regex:${uriPattern}` : undefined,
  };
  const claims = map.write(wanted);
  if (!("refused" in claims)) return { done: claims };
  return invalidFields([{ field: "profile", message: String(claims.detail) }]);
}
