import { createRefuseDelegation } from "../access/refuse-delegation.ts";
import { type VerifyDependencies, verifyToken } from "../access/verify-token.ts";
import type { DelegateDependencies } from "../commands/tokens/delegation/delegate-token.ts";
import { createGuessThrottle } from "../lib/guess-throttle.ts";

/** Tokens made below one first token; more in a minute are refused. */
const DELEGATIONS_PER_MINUTE = 600;

/** What `POST /v1/delegations` stands on besides the rest of the API. */
export function composeDelegation(
  access: VerifyDependencies,
  refusals: Parameters<typeof createRefuseDelegation>[0],
): Pick<DelegateDependencies, "verifyToken" | "delegationPace"> & {
  readonly refuseDelegation: ReturnType<typeof createRefuseDelegation>;
} {
  return {
    verifyToken: (question, text) => verifyToken(access, question, text),
    delegationPace: createGuessThrottle(DELEGATIONS_PER_MINUTE),
    refuseDelegation: createRefuseDelegation(refusals),
  };
}
