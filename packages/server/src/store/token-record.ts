import type { Action, Target } from "@sluice/policy";

/** Kinds of token that the store holds. JWT and CAT are records of another shape and come with their formats. */
export type TokenKind = "one-time" | "access";

/** A token as it is kept: never its text, only the hash of its secret. */
export interface TokenRecord {
  readonly id: string;
  readonly organization: string;
  readonly kind: TokenKind;
  /** SHA-256 of the secret, 32 bytes. */
  readonly secretHash: Uint8Array;
  readonly action: Action;
  readonly target: Target;
  readonly notBeforeSeconds: number | undefined;
  /** Undefined: valid for ever. */
  readonly expiresAtSeconds: number | undefined;
  readonly maxUses: number | undefined;
  readonly maxSessions: number | undefined;
  readonly ip: readonly string[];
  readonly domains: readonly string[];
  readonly user: string | undefined;
  readonly tag: string | undefined;
  /** Watermark and other notes for the player, as given. */
  readonly annotations: readonly unknown[];
  readonly disconnectAtExpiry: boolean;
  readonly issuedAtMilliseconds: number;
  /** Id of the API key that asked for it. */
  readonly issuedBy: string;
  /** Sessions made with it. */
  readonly uses: number;
  readonly revokedAtSeconds: number | undefined;
  /** Undefined while it is not suspended. */
  readonly suspendedAtSeconds: number | undefined;
  /** 1 when it was made; one more with each change. */
  readonly version: number;
}
