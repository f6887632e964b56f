import type { DenyReason } from "./deny-reasons.ts";
import type { TokenStatus } from "./token-status.ts";

/** Tokens that may stand below one that does not say how many. */
export const DEFAULT_MAX_CHILDREN = 100;

/** A token that others are to be made from, as it is now. */
export interface DelegatingToken {
  readonly status: TokenStatus;
  /** How far it may be handed on; undefined: not at all. */
  readonly delegation: { readonly depth: number; readonly maxChildren?: number | undefined } | undefined;
}

/** The state that one delegation looks at, read inside the store's one serialisation point. */
export interface DelegationView {
  /** A token of the new one's lineage; undefined when there is none. */
  token(id: string): DelegatingToken | undefined;
  /** Tokens below it, at any depth, that are neither over nor revoked. */
  below(id: string): number;
}

/** Why no token may be made below others, and which of these is the cause. */
export interface DelegationRefusal {
  readonly reason: DenyReason;
  readonly token: string;
}

const REFUSALS: Readonly<Record<TokenStatus, DenyReason | undefined>> = {
  revoked: "token-revoked",
  suspended: "token-suspended",
  expired: "token-expired",
  used: "token-already-used",
  "not-yet-valid": "token-not-yet-valid",
  active: undefined,
};

/**
 * Decides whether a token may be made below those of a lineage, the first one first and the parent last: each must be
 * good, must allow it at this depth, and must have room. Undefined: it may. Pure.
 */
export function planDelegation(
  lineage: readonly string[],
  view: DelegationView,
): DelegationRefusal | undefined {
  for (const [index, id] of lineage.entries()) {
    const reason = judgeOne(view.token(id), lineage.length - index, () => view.below(id));
    if (reason) return { reason, token: id };
  }
  return lineage.length === 0 ? { reason: "token-missing", token: "" } : undefined;
}

/** `distance`: how far below it the new one would stand; 1 is its own child. */
function judgeOne(
  token: DelegatingToken | undefined,
  distance: number,
  below: () => number,
): DenyReason | undefined {
  if (!token) return "token-revoked";
  const { status, delegation } = token;
  if (REFUSALS[status]) return REFUSALS[status];
  if (!delegation || delegation.depth < distance) return "delegation-not-allowed";
  return below() >= (delegation.maxChildren ?? DEFAULT_MAX_CHILDREN) ? "delegation-full" : undefined;
}

/** How deep the child of such a lineage may be handed on itself; 0: not at all. `depths`: of each token, the first one first. */
export function remainingDepth(depths: readonly number[]): number {
  return Math.max(0, Math.min(...depths.map((depth, index) => depth - (depths.length - index))));
}
