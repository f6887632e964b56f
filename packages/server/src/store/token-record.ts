import type { Action, Target, TokenKind } from "@sluice/policy";
import type { Json } from "@sluice/token";

/** One claim of a signed token in its JSON form, by its name. */
export type StoredClaim = readonly [name: string, value: Json];

/** A token as it is kept: never its text, only the hash of its secret. */
export interface TokenRecord {
  readonly id: string;
  readonly organization: string;
  readonly kind: TokenKind;
  /** SHA-256 of the secret, 32 bytes; empty for a signed token, which proves itself. */
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
  /** Id of the API key that asked for it; undefined for a signed token that was made elsewhere. */
  readonly issuedBy: string | undefined;
  /** Id of the token key that signed it; undefined for opaque tokens. */
  readonly keyId: string | undefined;
  /** The id inside its text (`jti`, or `cti` as text); undefined for opaque tokens and for texts without one. */
  readonly jti: string | undefined;
  /** Claim map of a JWT, label profile of a CAT; undefined for opaque tokens. */
  readonly profile: string | undefined;
  /** What the text of a signed token says, in the order in which it is judged; empty for opaque tokens. */
  readonly claims: readonly StoredClaim[];
  /** Sessions made with it. */
  readonly uses: number;
  readonly revokedAtSeconds: number | undefined;
  /** Undefined while it is not suspended. */
  readonly suspendedAtSeconds: number | undefined;
  /** 1 when it was made; one more with each change. */
  readonly version: number;
}
