import type { CborMap, CborValue } from "../cbor/value.ts";
import { isMalformed, type Json } from "./claim.ts";
import type { ClaimProblem } from "./claim-problem.ts";
import { claims as table } from "./claims.ts";

/** Claims as an issuer writes them: by name, each in the JSON form that its file describes. Whole seconds for times. */
export interface CatClaims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  readonly exp?: number;
  readonly nbf?: number;
  readonly iat?: number;
  /** Text, or `0x` and hexadecimal. */
  readonly cti?: string;
  readonly catv?: 1;
  /** `{"path": {"prefix": "/live/"}}`. */
  readonly catu?: Json;
  readonly catm?: readonly string[];
  readonly [name: string]: Json | undefined;
}

/** The claims of a token on the wire, by label. A name that is not in the table, or a value of a wrong form, is a problem. */
export function buildClaims(json: CatClaims): CborMap | ClaimProblem {
  const map = new Map<number | string, CborValue>();
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined) continue;
    const built = buildClaim(name, value);
    if ("reason" in built) return built;
    map.set(built.label, built.value);
  }
  return map;
}

/** One claim on the wire. */
export interface BuiltClaim {
  readonly label: number;
  readonly value: CborValue;
}

/** The same for one claim. */
export function buildClaim(name: string, json: Json): BuiltClaim | ClaimProblem {
  const claim = table.find(known => known.name === name);
  if (!claim) return { reason: "claim-unsupported", claim: name, detail: "there is no claim of this name" };
  const value = claim.fromJson(json);
  return isMalformed(value)
    ? { reason: "claim-malformed", claim: name, detail: value.malformed }
    : { label: claim.label, value: claim.encode(value) };
}
