import type { ParsedClaim } from "../cat/claim.ts";
import type { Algorithm } from "../keys/algorithms.ts";

/** A token as read from the wire, before anything about it is believed. */
export type Opened = OpenedReference | OpenedSigned;

/** A token that names a record: what it may do stands in the store, found by `id` and proven by `secret`. */
export interface OpenedReference {
  readonly carries: "reference";
  readonly format: "opaque" | "uuid";
  readonly id: string;
  readonly secret: string;
}

/** A token that carries its claims under a signature, a MAC or encryption. Its claims are believed after `judge`. */
export interface OpenedSigned {
  readonly carries: "claims";
  readonly format: "jwt" | "cat";
  /** How it names its key: see TokenKey.kid. Undefined: not at all. */
  readonly kid: string | undefined;
  /**
   * What its header says. The key's own algorithm must be among these; the header never chooses. Empty: it names none
   * that is allowed, and no key fits. Undefined: it says nothing (CAT alone; a JWT always says).
   */
  readonly algorithms: readonly Algorithm[] | undefined;
  /** What the key's `use` must be. */
  readonly use: "mac" | "signature" | "encryption";
  /** What was signed (COSE Sig_structure or MAC_structure, JWS signing input); the AAD of what is encrypted. */
  readonly signingInput: Uint8Array | string;
  /** The signature or MAC; the ciphertext of what is encrypted. */
  readonly signature: Uint8Array;
  /** AES-GCM nonce of what is encrypted. */
  readonly iv?: Uint8Array | undefined;
  /** The claims, not believed yet: for inspection only. Undefined while they are encrypted. */
  readonly claims: UnprovenClaims | undefined;
}

/** Claims as read, in the format's own terms. */
export type UnprovenClaims = unknown;

/** Which streams a grant opens. Names are as the token has them: `application/stream`, or bare. */
export type GrantTarget =
  | { readonly streams: readonly string[] }
  | { readonly group: string }
  | { readonly organization: true }
  /** A regular expression over `application/stream`, or over the bare name (see regex/). */
  | { readonly pattern: string };

/** What a token opens, before its limits: one of the actions on what the target names. */
export interface Grant {
  readonly actions: readonly ("publish" | "play")[];
  readonly target: GrantTarget;
}

/** Claims that a key vouches for, whatever format they came in. */
export interface ProvenClaims {
  readonly format: "jwt" | "cat";
  /** How it was read: the claim map of a JWT; undefined for a CAT. */
  readonly profile: string | undefined;
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  /** `jti`, or the text of `cti` (UTF-8 where it is, else `0x` and hexadecimal). */
  readonly id: string | undefined;
  /** Unix seconds; undefined when the token does not say. */
  readonly issuedAtSeconds: number | undefined;
  readonly expiresAtSeconds: number | undefined;
  readonly notBeforeSeconds: number | undefined;
  /** Everything that limits the token, in the order in which it is judged. */
  readonly limits: readonly ParsedClaim[];
  /** What it opens: any of these. Empty opens nothing. A CAT opens what its `catu` says: play, on the whole organization. */
  readonly grants: readonly Grant[];
  /** Who it was made for and under which label, where the claim map has words for them. */
  readonly user: string | undefined;
  readonly tag: string | undefined;
  /** Hosts that may embed the player; undefined: any. */
  readonly domains: readonly string[] | undefined;
  /** Addresses and networks; undefined: any (a CAT has `catnip` among its limits instead). */
  readonly ip: readonly string[] | undefined;
  /** Sessions that may be made with it; undefined: any number. */
  readonly maxUses: number | undefined;
  /** Sessions at the same time; undefined: any number. */
  readonly maxSessions: number | undefined;
  /** True when a running session ends at `exp` (CAT and RFC 9246 by default). */
  readonly disconnectAtExpiry: boolean;
  /** When and how a signed URI is renewed (RFC 9246); undefined: not at all. A CAT has `catr`. */
  readonly renewal?: UriRenewal | undefined;
}

/** The renewal that a signed URI asks for (RFC 9246 sections 2.1.12 to 2.1.14). */
export interface UriRenewal {
  /** The new `exp` is this many seconds after the renewal. 1 or more. */
  readonly extendSeconds: number;
  readonly transport: "cookie";
  /** How many path segments the cookie's path has; 0: the path is `/`. */
  readonly cookiePathDepth: number;
}

/**
 * One way of writing a token. Pure: no key, no clock, no store. JWT and CAT join this table as formats that
 * carry claims.
 */
export interface TokenFormat {
  readonly id: string;
  /** Characters. Longer texts of this format are `token-too-long`; undefined: MAX_TOKEN_LENGTH. */
  readonly maxLength?: number | undefined;
  /** Cheap and certain: true for at most one format of the table. */
  looksLike(raw: string): boolean;
  /** Reads the text; undefined when it is malformed. Never throws. */
  open(raw: string): Opened | undefined;
}

/** A format whose tokens name a record: `opaque.ts`, `uuid.ts`. */
export interface ReferenceFormat extends TokenFormat {
  open(raw: string): OpenedReference | undefined;
}
