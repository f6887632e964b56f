import type { DenyReason } from "./deny-reasons.ts";

/** A check that needs state: pure code emits it, the store executes it inside one admit. */
export type StateCheck =
  | { readonly kind: "use"; readonly max: number; readonly token?: CountedToken }
  /** A place among the sessions of the token, or among all sessions of the stream. */
  | {
      readonly kind: "slot";
      readonly max: number;
      readonly of: "token" | "stream";
      readonly token?: CountedToken;
    };

/** Id of the ancestor whose uses and places are counted; undefined: the token that was presented. */
type CountedToken = string | undefined;

/** One line of an explanation: which rule, how it went, and with which values. Never holds a credential. */
export interface RuleOutcome {
  readonly rule: string;
  readonly outcome: "pass" | "fail" | "pending";
  readonly detail: string;
}

/** What the pure rules say. On `allow` the state checks remain. */
export type Verdict =
  | { readonly verdict: "deny"; readonly reason: DenyReason; readonly rules: readonly RuleOutcome[] }
  | {
      readonly verdict: "allow";
      readonly checks: readonly StateCheck[];
      readonly rules: readonly RuleOutcome[];
    };
