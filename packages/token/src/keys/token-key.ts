import type { CatReadings } from "../cat/readings.ts";
import type { Algorithm } from "./algorithms.ts";

/** A key as a provider imported it, once; opaque to everything but the provider that made it. */
export interface KeyMaterial {
  readonly provider: string;
  /** Said of a key that is accepted though its algorithm wants a longer one: `the key has 7 bytes, HS256 wants 32`. */
  readonly weakness?: string | undefined;
}

/** A key that vouches for tokens. Its algorithm is its own: no token's header changes it. */
export interface TokenKey {
  /** The holder's name for it, for explanations and revocations. Not secret. */
  readonly id: string;
  /**
   * How tokens name it: the text of a JWT's `kid`, or of a CAT's kid bytes read as UTF-8 (`0x` and hexadecimal when
   * they are not). Undefined: only tokens without a kid find it.
   */
  readonly kid: string | undefined;
  readonly algorithm: Algorithm;
  /** Bound to one issuer: tokens that name another are refused (`issuer-not-allowed`). */
  readonly issuer?: string | undefined;
  /** How its CATs are read where they differ from the standard; undefined: strictly. */
  readonly readings?: CatReadings | undefined;
  /** Pins the claim map of its JWTs; undefined: the one that recognises them. */
  readonly claimMap?: string | undefined;
  /** For checking and decrypting; the public half of an asymmetric key. */
  readonly material: KeyMaterial;
}

/** Finds keys. Never a search by trial: a kid names one key at most. */
export interface KeyRing {
  /**
   * The keys that may vouch for a token with this kid, in the order in which they are asked: one for a kid; without
   * one, the default key and, during a rotation, the previous one. Empty: `key-unknown`.
   */
  select(kid: string | undefined): readonly TokenKey[];
  /** The key that decrypts what names this kid. */
  selectEncryption?(kid: string | undefined): readonly TokenKey[];
}
