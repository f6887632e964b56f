import type { Refused } from "../formats/judgement.ts";
import type { ClaimMap } from "./claim-maps/claim-map.ts";
import { claimMaps } from "./claim-maps/index.ts";
import { informationalClaims } from "./informational-claims.ts";
import { malformed, unsupported } from "./refused.ts";
import { registeredNames } from "./registered-claims.ts";
import type { JsonObject } from "./strict-json.ts";

/** How claims are read, as the holder of a key settles it. */
export interface JwtReadings {
  /** The id of the one claim map of this key. Undefined: the map is recognised by its claims. */
  readonly claimMap?: string | undefined;
  /** Claims that no map knows and that are passed over instead of refused. CATs have numbers here. */
  readonly ignoredClaims?: readonly (number | string)[] | undefined;
}

/** Characters; a longer name is not repeated in explanations. */
const MAX_SHOWN_NAME = 40;

const known: ReadonlyMap<ClaimMap, ReadonlySet<string>> = new Map(
  claimMaps.map(map => [map, new Set([...registeredNames, ...map.claims.map(({ name }) => name)])]),
);

/**
 * The claim map of these claims: the pinned one, or the only one that recognises them. Two that do are
 * `claim-malformed`, none is `claim-unsupported`; so is a claim that the map does not know, unless it only informs
 * or is ignored by the key.
 */
export function selectClaimMap(claims: JsonObject, readings: JwtReadings): ClaimMap | Refused {
  const map = readings.claimMap === undefined ? recognised(claims) : pinned(readings.claimMap);
  return "refused" in map ? map : (unknownClaim(map, claims, readings.ignoredClaims) ?? map);
}

function pinned(id: string): ClaimMap | Refused {
  return claimMaps.find(map => map.id === id) ?? unsupported("the key's claim map is not known");
}

function recognised(claims: JsonObject): ClaimMap | Refused {
  let found: ClaimMap | undefined;
  for (const map of claimMaps) {
    if (!map.recognises(claims)) continue;
    if (found) return malformed(`the claims are those of ${found.id} and of ${map.id}`);
    found = map;
  }
  return found ?? unsupported("the claims are those of no claim map");
}

function unknownClaim(
  map: ClaimMap,
  claims: JsonObject,
  ignored: JwtReadings["ignoredClaims"],
): Refused | undefined {
  const names = known.get(map);
  for (const name in claims) {
    if (names?.has(name) || informationalClaims.has(name) || ignored?.includes(name)) continue;
    return unsupported(`${map.id} has no such claim`, name.length > MAX_SHOWN_NAME ? undefined : name);
  }
  return undefined;
}
