import type { CborMap, CborValue } from "../cbor/value.ts";
import { moqt, moqtReval } from "../moqt/moqt-claims.ts";
import { aud } from "./aud.ts";
import { catalpn } from "./catalpn.ts";
import { catdpop } from "./catdpop.ts";
import { catgeoalt } from "./catgeoalt.ts";
import { catgeocoord } from "./catgeocoord.ts";
import { catgeoiso3166 } from "./catgeoiso3166.ts";
import { cath } from "./cath.ts";
import { catif } from "./catif.ts";
import { catifdata } from "./catifdata.ts";
import { catm } from "./catm.ts";
import { catnip } from "./catnip.ts";
import { catpor } from "./catpor.ts";
import { catr } from "./catr.ts";
import { catreplay } from "./catreplay.ts";
import { cattpk } from "./cattpk.ts";
import { cattprint } from "./cattprint.ts";
import { catu } from "./catu.ts";
import { catv } from "./catv.ts";
import { type Claim, isMalformed, type Json, type ParsedClaim } from "./claim.ts";
import { type ClaimProblem, isClaimProblem } from "./claim-problem.ts";
import type { ClaimTable } from "./claim-table.ts";
import { cnf } from "./cnf.ts";
import { cti } from "./cti.ts";
import { exp } from "./exp.ts";
import { geohash } from "./geohash.ts";
import { iat } from "./iat.ts";
import { iss } from "./iss.ts";
import { nbf } from "./nbf.ts";
import { parseClaimSet } from "./parse-claim-set.ts";
import { parsedClaim } from "./parsed-claim.ts";
import { tableWithProfile } from "./profile-claims.ts";
import type { CatReadings, LabelProfile } from "./readings.ts";
import { isJsonObject } from "./shapes.ts";
import { sub } from "./sub.ts";

/** Every claim that is understood, in the order in which they are judged. To add one: its file, and one line here. */
export const claims: readonly Claim<unknown>[] = [
  exp,
  nbf,
  iss,
  aud,
  catv,
  catnip,
  catu,
  catm,
  cath,
  catalpn,
  catgeoiso3166,
  catgeocoord,
  geohash,
  catgeoalt,
  cattpk,
  cattprint,
  cnf,
  catdpop,
  catpor,
  catreplay,
  sub,
  iat,
  cti,
  catifdata,
  catif,
  catr,
];

const tables = { plain: tablesOver(claims), moqt: tablesOver([...claims, moqt, moqtReval]) };
const NO_ISSUER = parsedClaim(iss, undefined);
const NO_AUDIENCE = parsedClaim(aud, undefined);

/**
 * Reads a token's claims, in the order in which they are judged. Whatever is not in the table is refused
 * (`claim-unsupported`): a Common Access Token that is not understood whole opens nothing. Claims of a wrong type are
 * `claim-malformed`. Where `iss` or `aud` is missing, a claim stands for it that refuses where one is wanted.
 */
export function parseClaims(map: CborMap, readings: CatReadings): readonly ParsedClaim[] | ClaimProblem {
  const parsed = parseClaimSet(map, readings, tableOf(readings));
  if (isClaimProblem(parsed)) return parsed;
  if (map.has(catreplay.label) && map.get(catreplay.label) === 1 && !map.has(cti.label)) {
    return { reason: "claim-malformed", claim: catreplay.name, detail: "one use needs a cti to count by" };
  }
  if (!map.has(iss.label)) parsed.push(NO_ISSUER);
  if (!map.has(aud.label) && !readings.audienceOptional) parsed.push(NO_AUDIENCE);
  return parsed;
}

/** The claims on the wire from their JSON form, an object by names: `{"exp": 1750000000, "catm": ["GET"]}`. */
export function claimsFromJson(json: Json, readings: CatReadings): CborMap | ClaimProblem {
  const map = new Map<number | string, CborValue>();
  if (!isJsonObject(json))
    return { reason: "claim-malformed", claim: "claims", detail: "it must be an object" };
  for (const [name, written] of Object.entries(json)) {
    const claim = claimNamed(name, readings);
    if (claim === undefined)
      return { reason: "claim-unsupported", claim: name, detail: "this claim is not known" };
    const value = claim.fromJson(written);
    if (isMalformed(value)) {
      const reason = value.unsupported ? "claim-unsupported" : "claim-malformed";
      return { reason, claim: name, detail: value.malformed };
    }
    map.set(claim.label, claim.encode(value));
  }
  return map;
}

/** The JSON form of a token's claims; what is missing is left away. */
export function claimsToJson(parsed: readonly ParsedClaim[]): { readonly [name: string]: Json } {
  const json: Record<string, Json> = {};
  for (const claim of parsed) {
    if (claim !== NO_ISSUER && claim !== NO_AUDIENCE) json[claim.name] = claim.toJson();
  }
  return json;
}

/** The claim with this name under these readings; composition claims have one only with a label profile. */
export function claimNamed(name: string, readings: CatReadings): Claim<unknown> | undefined {
  for (const { claim } of tableOf(readings).byLabel.values()) if (claim.name === name) return claim;
  return undefined;
}

function tableOf({ labels, moqt: readsMoqt }: CatReadings): ClaimTable {
  const { base, byProfile } = readsMoqt ? tables.moqt : tables.plain;
  if (labels === undefined) return base;
  const known = byProfile.get(labels);
  if (known !== undefined) return known;
  const table = tableWithProfile(base, labels, claimsFromJson);
  byProfile.set(labels, table);
  return table;
}

/** The table of these claims alone, and room for those with a profile, each made once. */
function tablesOver(listed: readonly Claim<unknown>[]) {
  const byLabel = new Map(listed.map((claim, rank) => [claim.label, { claim, rank }]));
  const base: ClaimTable = { byLabel, crit: undefined };
  return { base, byProfile: new WeakMap<LabelProfile, ClaimTable>() };
}
