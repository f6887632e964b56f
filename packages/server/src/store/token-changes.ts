import type { SessionRecord } from "@sluice/policy";
import type { Audit } from "./audit.ts";
import type { TokenRecord } from "./token-record.ts";

/** What of a token may change while it lives. */
export type TokenLimits = Pick<
  TokenRecord,
  | "notBeforeSeconds"
  | "expiresAtSeconds"
  | "maxUses"
  | "maxSessions"
  | "ip"
  | "domains"
  | "limits"
  | "tag"
  | "annotations"
  | "disconnectAtExpiry"
  | "delegation"
>;

/** One change; `version` is the one that it replaces. */
export interface TokenUpdate {
  readonly organization: string;
  readonly id: string;
  readonly version: number;
  readonly limits: TokenLimits;
  readonly nowSeconds: number;
  /** True when the token is renewed as its text asks for: its sessions go on to renew themselves. Default: false. */
  readonly isRenewal?: boolean;
}

/** `stale`: somebody else was faster, and nothing was written. `missing`: the organization has no such token. */
export type TokenUpdateOutcome =
  | {
      readonly outcome: "updated";
      readonly before: TokenRecord;
      readonly token: TokenRecord;
      /** Its live sessions and those of tokens delegated from it, under the new limits. */
      readonly sessions: readonly SessionRecord[];
      /** Those of them that have lost their slot, because there are fewer now. */
      readonly lapsedSessionIds: readonly string[];
    }
  | { readonly outcome: "stale" }
  | { readonly outcome: "missing" };

/** `unchanged`: it was so already. `revoked`: a revoked token is neither suspended nor resumed. */
export type TokenStateOutcome =
  | {
      readonly outcome: "changed" | "unchanged" | "revoked";
      readonly before: TokenRecord;
      readonly token: TokenRecord;
      readonly endedSessionIds: readonly string[];
    }
  | { readonly outcome: "missing" };

/** An order about one token of one organization. */
export interface TokenOrder {
  readonly organization: string;
  readonly id: string;
  readonly nowSeconds: number;
}

/** Changes of tokens; each is one step, with the sessions that it concerns. */
export interface TokenChangeStore {
  /** Writes new limits, and what follows from them into the token's live sessions. */
  updateToken(update: TokenUpdate, audit?: Audit<TokenUpdateOutcome>): Promise<TokenUpdateOutcome>;
  /** Closes a token for now and ends its sessions. */
  suspendToken(order: TokenOrder, audit?: Audit<TokenStateOutcome>): Promise<TokenStateOutcome>;
  /** Opens a suspended token again; the sessions that were ended stay so. */
  resumeToken(order: TokenOrder, audit?: Audit<TokenStateOutcome>): Promise<TokenStateOutcome>;
}
