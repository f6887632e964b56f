import type { CborMap } from "../cbor/value.ts";
import { type Claim, isMalformed, type ParsedClaim } from "./claim.ts";
import type { ClaimProblem } from "./claim-problem.ts";
import { parsedClaim } from "./parsed-claim.ts";
import type { CatReadings } from "./readings.ts";

export function parseClaimSet(
  map: CborMap,
  readings: CatReadings,
  table: ReadonlyMap<number | string, Claim<unknown>>,
): readonly ParsedClaim[] | ClaimProblem {
  const parsed: ParsedClaim[] = [];
  for (const [label, raw] of map) {
    const claim = table.get(label);
    if (claim === undefined) {
      if (readings.ignoredClaims?.includes(label)) continue;
      return { reason: "claim-unsupported", claim: String(label), detail: "this claim is not known" };
    }
    const value = claim.parse(raw, readings);
    if (isMalformed(value)) {
      return {
        reason: value.unsupported ? "claim-unsupported" : "claim-malformed",
        claim: claim.name,
        detail: value.malformed,
      };
    }
    parsed.push(parsedClaim(claim, value));
  }
  return parsed;
}
