import type { Action, FurtherLimits, Target, TokenKind } from "@sluice/policy";
import type { Json } from "@sluice/token";

/** One claim of a signed token in its JSON form, by its name. */
export type StoredClaim = readonly [name: string, value: Json];

/** How far a token may be handed on, narrowed. */
export interface Delegation {
  /** 1 to 4: its children may not make children of their own with 1. */
  readonly depth: number;
  /** Tokens below it at the same time, those of its children counted; undefined: 100. */
  readonly maxChildren?: number | undefined;
}

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
  /** All other limits, and how `maxSessions` is counted; undefined: none. */
  readonly limits?: FurtherLimits | undefined;
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
  /** Whether it may make tokens below it; undefined: it may not. */
  readonly delegation?: Delegation | undefined;
  /** Ids of the tokens it was delegated from, the first one first and its parent last; undefined: none. */
  readonly lineage?: readonly string[] | undefined;
  /** Sessions made with it, and with the tokens delegated from it. */
  readonly uses: number;
  /** Seconds that those sessions have played; undefined: none. */
  readonly watchedSeconds?: number | undefined;
  /** Bytes of media that they were sent; undefined: none. */
  readonly usedBytes?: number | undefined;
  readonly revokedAtSeconds: number | undefined;
  /** Undefined while it is not suspended. */
  readonly suspendedAtSeconds: number | undefined;
  /** 1 when it was made; one more with each change. */
  readonly version: number;
}
