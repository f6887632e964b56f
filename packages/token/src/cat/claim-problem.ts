import type { TokenReason } from "../token-reasons.ts";

/** Why a token's claims cannot be read. `detail` is for the operator and never holds a claim's value. */
export interface ClaimProblem {
  readonly reason: TokenReason;
  /** The claim's name, or its label where it has none. */
  readonly claim: string;
  readonly detail: string;
}

/** True for the answer of `parseClaims` and its like that is a problem. */
export function isClaimProblem(value: object): value is ClaimProblem {
  return "reason" in value;
}
