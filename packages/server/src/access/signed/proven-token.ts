import type { DenyReason } from "@sluice/policy";
import type { KeyRing, ProvenClaims, TokenKey } from "@sluice/token";
import type { TokenKeyCaps } from "../../store/token-keys.ts";

/** A text that a key vouches for. */
export interface ProvenToken {
  readonly claims: ProvenClaims;
  readonly key: TokenKey;
  /** How the text names its key. */
  readonly kid: string | undefined;
  /** What was signed (of an encrypted token: its ciphertext). */
  readonly signed: Uint8Array | string;
}

/** Proves a text with the keys of a ring, at once: open, signature, judge. */
export type ProveText = (
  text: string,
  keys: KeyRing,
) => ProvenToken | { readonly reason: DenyReason; readonly detail: string };

/** What an operator has set of a key, beside what it is. */
export interface KeyFacts {
  /** One of these must be a token's audience; empty: this server's own names. */
  readonly audiences: readonly string[];
  readonly caps: TokenKeyCaps;
}

/** The keys that vouch, as the flow asks for them. */
export interface VouchingKeys {
  /** Of the organization and, where one is named, of the application: judged at that second. */
  ringOf(organization: string, application: string | undefined, nowSeconds: number): KeyRing;
  factsOf(keyId: string): KeyFacts | undefined;
  /** Grows with every change of the organization's keys. */
  revision(organization: string): number;
  noteUsed(keyId: string, nowSeconds: number): void;
}
