import { type CatReadings, claimFromStored, type ParsedClaim } from "@sluice/token";
import type { StoredClaim } from "../store/token-record.ts";

/** Claims that limit the URLs of a session (CTA-5007-B 4.6.10, RFC 9246 section 2.1.15). */
const OF_URL: ReadonlySet<string> = new Set(["catu", "cdniuc"]);
/** Claims that are judged again with every manifest. */
const OF_MANIFEST: ReadonlySet<string> = new Set([
  "catnip",
  "catgeoiso3166",
  "catgeocoord",
  "catgeoalt",
  "geohash",
  "cdniip",
]);
const COMPOSITIONS: ReadonlySet<string> = new Set(["or", "nor", "and"]);

/** What of a token's claims is judged after the entry. Undefined: something of it cannot be read any more. */
export interface LaterClaims {
  readonly ofManifest: readonly ParsedClaim[] | undefined;
  /** For URLs outside the folder of the entry. */
  readonly ofUrl: readonly ParsedClaim[] | undefined;
}

/**
 * Reads them from the JSON that is kept. A composition is judged whole, where any of its sets speaks of URLs or places: of
 * one with both, by URLs outside the entry's folder alone, because manifests have URLs of their own.
 */
export function laterClaimsOf(
  claims: readonly StoredClaim[],
  readings: CatReadings | undefined,
): LaterClaims {
  const ofUrl = claims.filter(claim => speaksOf(claim, OF_URL));
  const ofManifest = claims.filter(claim => speaksOf(claim, OF_MANIFEST) && !ofUrl.includes(claim));
  return {
    ofUrl: readAll(ofUrl, readings),
    ofManifest: readAll(ofManifest, readings)?.map(judgedAtManifests),
  };
}

function speaksOf([name, json]: StoredClaim, names: ReadonlySet<string>): boolean {
  if (names.has(name)) return true;
  return COMPOSITIONS.has(name) && namesIn(json).some(inner => names.has(inner));
}

/** Every name of a member in a JSON value, at any depth. */
function namesIn(json: unknown): readonly string[] {
  if (typeof json !== "object" || json === null) return [];
  if (Array.isArray(json)) return json.flatMap(namesIn);
  return Object.entries(json).flatMap(([name, value]) => [name, ...namesIn(value)]);
}

function readAll(
  wanted: readonly StoredClaim[],
  readings: CatReadings | undefined,
): readonly ParsedClaim[] | undefined {
  const found = wanted.flatMap(([name, json]) => claimFromStored(name, json, readings) ?? []);
  return found.length === wanted.length ? found : undefined;
}

/** A composition is of the entry by itself. */
function judgedAtManifests(claim: ParsedClaim): ParsedClaim {
  if (claim.checkedAt === "manifest") return claim;
  return {
    name: claim.name,
    isLimit: claim.isLimit,
    checkedAt: "manifest",
    judge: context => claim.judge(context),
    toJson: () => claim.toJson(),
  };
}
