import type { Action, Target } from "@sluice/policy";
import type { Delegation } from "../../../store/token-record.ts";
import type { DelegationGrant, TokenGrant } from "../token-grant.ts";

/** What a token is asked to hand on: what is left out is as the token has it. */
export interface ChildGrant
  extends Omit<TokenGrant, "kind" | "action" | "target" | "profile" | "key" | "claims"> {
  /** Default: `access`. */
  readonly kind?: "access" | "one-time" | undefined;
  readonly action?: Action | undefined;
  readonly target?: Target | undefined;
}

/** The form in which it is kept. */
export function delegationOf(grant: DelegationGrant | undefined): Delegation | undefined {
  return grant && { depth: grant.depth, maxChildren: grant.max_children };
}

/** The form in which it is shown. */
export function delegationView(delegation: Delegation | undefined) {
  return delegation ? { depth: delegation.depth, max_children: delegation.maxChildren ?? null } : null;
}
