import type { TokenReason } from "../token-reasons.ts";

/** Why the claims of a JWT are refused. `detail` is for the operator and never holds a claim's value. */
export interface Refused {
  readonly refused: TokenReason;
  readonly detail: string;
}

/** It breaks its format. */
export const malformed = (detail: string): Refused => ({ refused: "claim-malformed", detail });

/** It asks for what is not done here. */
export const unsupported = (detail: string): Refused => ({ refused: "claim-unsupported", detail });

export function isRefused(value: object): value is Refused {
  return "refused" in value;
}
