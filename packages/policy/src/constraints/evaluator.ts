import type { AccessRequest } from "../access-request.ts";
import type { ConstraintKind, ConstraintTypes } from "../constraint.ts";
import type { DenyReason } from "../deny-reasons.ts";
import type { StateCheck } from "../verdict.ts";

/** What one evaluator found. `detail` goes to the operator. */
export type Finding =
  | { readonly outcome: "pass"; readonly detail: string }
  | { readonly outcome: "fail"; readonly reason: DenyReason; readonly detail: string }
  | { readonly outcome: "pending"; readonly check: StateCheck; readonly detail: string };

/** The rule for one kind of constraint. Pure: missing context denies. */
export interface Evaluator<K extends ConstraintKind> {
  /** `entry`: when a session is made. `manifest`: then, and again with every manifest of the session. */
  checkedAt(constraint: ConstraintTypes[K]): "entry" | "manifest";
  evaluate(constraint: ConstraintTypes[K], request: AccessRequest): Finding;
}

/** Shorthands that keep evaluators to their one idea. */
export const pass = (detail: string): Finding => ({ outcome: "pass", detail });
export const fail = (reason: DenyReason, detail: string): Finding => ({ outcome: "fail", reason, detail });
