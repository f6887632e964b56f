import type { Refused } from "../formats/judgement.ts";

/** It breaks its format. `detail` never holds a claim's value. */
export const malformed = (detail: string, claim?: string): Refused => ({
  refused: "claim-malformed",
  detail,
  claim,
});

/** It asks for what is not done here. */
export const unsupported = (detail: string, claim?: string): Refused => ({
  refused: "claim-unsupported",
  detail,
  claim,
});

export function isRefused(value: object): value is Refused {
  return "refused" in value;
}
