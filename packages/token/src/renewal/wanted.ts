import { type Answer, catif } from "../cat/catif.ts";
import { catr, type Renewal } from "../cat/catr.ts";
import type { ParsedClaim } from "../cat/claim.ts";
import { claimNamed } from "../cat/claims.ts";
import { claimValue } from "../cat/parsed-claim.ts";

/** How a proven token wants to be renewed; undefined: not at all. */
export function renewalWantedBy(claims: readonly ParsedClaim[]): Renewal | undefined {
  return claimValue(claims, catr);
}

/** What a proven token wants answered when the claim of this name refuses; none: nothing. */
export function answersWantedBy(
  claims: readonly ParsedClaim[],
  failed: string,
): { readonly answers: readonly Answer[]; readonly label: number } | undefined {
  const answers = claimValue(claims, catif);
  const label = claimNamed(failed, {})?.label;
  return answers && label !== undefined ? { answers, label } : undefined;
}
