import type { RuleOutcome } from "@sluice/policy";
import type { VerifiedToken } from "./verified-token.ts";

/** The value of catreplay that allows reuse and wants it noticed (CTA-5007-B 4.6.6). */
const DETECT = 2;

/** The line of a decision that lets a token in again whose issuer wants to hear of it; none for any other. */
export function reuseOf(token: VerifiedToken | undefined): readonly RuleOutcome[] {
  const { uses = 0 } = token ?? {};
  if (uses === 0 || !token?.proven?.limits.some(isDetecting)) return [];
  return [{ rule: REUSE_RULE, outcome: "pass", detail: `reused: ${uses} sessions were made with it before` }];
}

/** How decisions name it. */
export const REUSE_RULE = "reuse";

function isDetecting(claim: { readonly name: string; toJson(): unknown }): boolean {
  return claim.name === "catreplay" && claim.toJson() === DETECT;
}
