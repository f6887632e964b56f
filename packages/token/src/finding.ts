import type { TokenReason } from "./token-reasons.ts";

/** A check that needs state: a pure claim emits it, and whoever keeps the state executes it, atomically and last. */
export type TokenStateCheck =
  /** At most `max` sessions are ever made with the token (catreplay 1, by its cti). */
  { readonly kind: "use"; readonly max: number };

/** What one claim says of one request. `detail` is for the operator and never holds a credential. */
export type Finding =
  | { readonly outcome: "pass"; readonly detail: string }
  | { readonly outcome: "fail"; readonly reason: TokenReason; readonly detail: string }
  | { readonly outcome: "pending"; readonly check: TokenStateCheck; readonly detail: string };

/** Shorthands that keep claims to their one idea. */
export const pass = (detail: string): Finding => ({ outcome: "pass", detail });
export const fail = (reason: TokenReason, detail: string): Finding => ({ outcome: "fail", reason, detail });
