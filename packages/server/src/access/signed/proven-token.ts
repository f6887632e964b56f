import type { DenyReason } from "@sluice/policy";
import type { KeyRing, ProvenClaims, TokenKey } from "@sluice/token";
import type { KeyDirectory } from "../../keys/key-directory.ts";

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

/** The keys that vouch, as the flow asks for them. */
export type VouchingKeys = Pick<KeyDirectory, "ringOf" | "keyById" | "of" | "revision" | "noteUsed">;
