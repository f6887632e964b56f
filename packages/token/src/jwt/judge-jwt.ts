import type { OpenedSigned, ProvenClaims } from "../formats/format.ts";
import type { Refused } from "../formats/judgement.ts";
import type { TokenKey } from "../keys/token-key.ts";
import type { ClaimMap } from "./claim-maps/claim-map.ts";
import { isRefused, malformed } from "./refused.ts";
import { readRegistered } from "./registered-claims.ts";
import { selectClaimMap } from "./select-claim-map.ts";
import { isJsonObject, type JsonObject } from "./strict-json.ts";

/**
 * What a JWT proves, once `key` has vouched for its signature. Pure. `exp`, `nbf`, `iss` and `aud` are among the limits
 * and are judged there, with the request.
 */
export function judgeJwt(
  opened: Pick<OpenedSigned, "claims">,
  key: Pick<TokenKey, "claimMap" | "readings">,
): ProvenClaims | Refused {
  if (!isJsonObject(opened.claims)) return malformed("there are no claims");
  const map = selectClaimMap(opened.claims, {
    claimMap: key.claimMap,
    ignoredClaims: key.readings?.ignoredClaims,
  });
  return "refused" in map ? map : provenBy(map, opened.claims);
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
