import type { DenyReason } from "./deny-reasons.ts";
import type { SessionCounting } from "./limit-types.ts";

/** Whose limit a check is: one of a token's, or one of the stream's own. */
export type LimitOwner = "token" | "stream";

/** What a quota counts. */
export type QuotaKind = "watch-minutes" | "bytes";

/** A check that needs state: pure code emits it, the store executes it inside one admit. */
export type StateCheck =
  /** A use of the token, or, with `of: "stream"`, a play of the stream over all tokens. */
  | {
      readonly kind: "use";
      readonly max: number;
      readonly of?: LimitOwner | undefined;
      readonly token?: CountedToken;
    }
  /** A place among the sessions that the limit counts; without `counting` the token's own, or all of the stream. */
  | {
      readonly kind: "slot";
      readonly max: number;
      readonly of: LimitOwner;
      readonly counting?: SessionCounting | undefined;
      readonly token?: CountedToken;
    }
  /** Something is left of what may be used in all. */
  | {
      readonly kind: "quota";
      readonly quota: QuotaKind;
      readonly max: number;
      readonly of: LimitOwner;
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
