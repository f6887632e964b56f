import type { OpenedSigned, ProvenClaims } from "../formats/format.ts";
import type { TokenKey } from "../keys/token-key.ts";
import type { ClaimMap } from "./claim-maps/claim-map.ts";
import { isRefused, malformed, type Refused } from "./refused.ts";
import { readRegistered } from "./registered-claims.ts";
import { selectClaimMap } from "./select-claim-map.ts";
import { isJsonObject, type JsonObject } from "./strict-json.ts";

/** The key that was asked, as far as the judgement needs it. */
export type VouchingKey = Pick<TokenKey, "algorithm" | "issuer" | "claimMap" | "readings">;

/**
 * What a JWT proves, once its signature was checked with `key`. Pure. The algorithm is the key's: a header that names
 * another is refused whatever the signature says. `exp`, `nbf`, `iss` and `aud` are among the limits and are judged
 * there, with the request; an issuer other than the key's own is refused here.
 */
export function judgeJwt(
  opened: Pick<OpenedSigned, "algorithms" | "claims">,
  key: VouchingKey,
  signatureOk: boolean,
): ProvenClaims | Refused {
  if (!opened.algorithms?.includes(key.algorithm)) {
    return {
      refused: "algorithm-not-allowed",
      detail: "the header names another algorithm than the key has",
    };
  }
  if (!signatureOk) return { refused: "signature-invalid", detail: "the key did not make this signature" };
  return isJsonObject(opened.claims) ? readClaims(opened.claims, key) : malformed("there are no claims");
}

function readClaims(claims: JsonObject, key: VouchingKey): ProvenClaims | Refused {
  const map = selectClaimMap(claims, {
    claimMap: key.claimMap,
    ignoredClaims: key.readings?.ignoredClaims,
  });
  if ("refused" in map) return map;
  if (key.issuer !== undefined && claims.iss !== undefined && claims.iss !== key.issuer) {
    return { refused: "issuer-not-allowed", detail: "the token names another issuer than the key's" };
  }
  return provenBy(map, claims);
}

function provenBy(map: ClaimMap, claims: JsonObject): ProvenClaims | Refused {
  const registered = readRegistered(claims);
  if (isRefused(registered)) return registered;
  const mapped = map.read(claims);
  if (isRefused(mapped)) return mapped;
  const { limits } = mapped;
  return {
    format: "jwt",
    profile: map.id,
    issuer: registered.issuer,
    subject: registered.subject,
    id: registered.id,
    issuedAtSeconds: registered.issuedAtSeconds,
    expiresAtSeconds: registered.expiresAtSeconds,
    notBeforeSeconds: registered.notBeforeSeconds,
    limits: limits ? [...registered.limits, ...limits] : registered.limits,
    grants: mapped.grants,
    user: mapped.user,
    tag: mapped.tag,
    domains: mapped.domains,
    ip: mapped.ip,
    maxUses: mapped.maxUses,
    maxSessions: mapped.maxSessions,
    disconnectAtExpiry: mapped.disconnectAtExpiry,
    renewal: mapped.renewal,
  };
}
