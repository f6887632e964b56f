import type { Action } from "@sluice/policy";
import type { Algorithm, CatReadings, Jwk } from "@sluice/token";
import type { Audit } from "./audit.ts";

/** Where a key came from: made here, handed over, or read from a JWKS URL. */
export type TokenKeySource = "created" | "imported" | "jwks";

/**
 * What a key does now. `pending`: published, vouches for nothing yet. `active`: signs and vouches. `verify-only`:
 * vouches. `retired`: nothing any more, and never again.
 */
export type TokenKeyState = "pending" | "active" | "verify-only" | "retired";

/**
 * What a token without a kid finds, among the keys of the same application (or of the whole organization) and of the
 * same use: the `default` key and, until it retires, the `previous` one.
 */
export type TokenKeyRole = "default" | "previous";

/**
 * How the value of a secret was handed out: its bytes in `base64url` or `hex`; or `text`, hexadecimal digits that are
 * themselves the bytes of the key.
 */
export type TokenKeyValueEncoding = "base64url" | "hex" | "text";

/** What a key may vouch for at most, whatever its tokens say. Undefined: any. */
export interface TokenKeyCaps {
  /** Longest life of its tokens, in seconds from the moment that they are looked at; they must have an end. */
  readonly longestTtlSeconds: number | undefined;
  /** Streams by name: `application/stream`, or bare for any application. */
  readonly streams: readonly string[] | undefined;
  readonly actions: readonly Action[] | undefined;
  readonly applications: readonly string[] | undefined;
}

/** What is written of a key with each version. */
export interface TokenKeySettings {
  /** `key_` and 12 hexadecimal digits. */
  readonly id: string;
  readonly organization: string;
  readonly name: string;
  /**
   * How tokens name it. Unique in its organization, also among retired keys: a kid never changes its meaning. For
   * `jwks` the record's own id, as the kids are those of the set.
   */
  readonly kid: string;
  /** Undefined for `jwks`: each key of the set has its own. */
  readonly algorithm: Algorithm | undefined;
  readonly source: TokenKeySource;
  /** As it was last set; `tokenKeyStateAt` tells what it is by now. */
  readonly state: TokenKeyState;
  /** The secret or private JWK, sealed for the place `token-key/<id>/jwk`; undefined where only a public half is known. */
  readonly sealedJwk: string | undefined;
  /** Of a secret that was made here; undefined also for those that were made before this was written down: base64url. */
  readonly valueEncoding: TokenKeyValueEncoding | undefined;
  /** The public half; undefined for secrets and for `jwks`. */
  readonly publicJwk: Jwk | undefined;
  readonly jwksUrl: string | undefined;
  /** The operator's leave to fetch the set from a private address. */
  readonly allowPrivate: boolean;
  /** Only tokens of this issuer; undefined: any. */
  readonly issuer: string | undefined;
  /** One of these must be a token's audience; empty: this server's own names; `*` among them: any, also none. */
  readonly audiences: readonly string[];
  /** Pins the claim map of its JWTs. */
  readonly claimMap: string | undefined;
  /** Names a profile of labels for the composition claims of its CATs. */
  readonly labelProfile: string | undefined;
  /** Readings of its CATs that are wider than the standard. */
  readonly readings: CatReadings | undefined;
  /** Vouches for this application only; undefined: for the whole organization. */
  readonly application: string | undefined;
  readonly role: TokenKeyRole | undefined;
  readonly caps: TokenKeyCaps;
  /** Unix seconds. */
  readonly activatesAtSeconds: number | undefined;
  readonly verifyOnlyAtSeconds: number | undefined;
  readonly retiresAtSeconds: number | undefined;
  readonly createdAtSeconds: number;
  /** Id of the API key that made it. */
  readonly createdBy: string;
}

/** What was fetched from a JWKS URL. Public keys only. */
export interface FetchedKeySet {
  /** The last good set. */
  readonly keys: readonly Jwk[];
  /** When the last good set came; undefined: none came yet. */
  readonly fetchedAtSeconds: number | undefined;
  readonly attemptedAtSeconds: number;
  /** Why the last attempt failed, in words; undefined: it did not. */
  readonly error: string | undefined;
}

/** A key that vouches for tokens, as it is kept. */
export interface TokenKeyRecord extends TokenKeySettings {
  /** 1 when it was made; one more with each change. Uses and fetches count as none. */
  readonly version: number;
  readonly lastUsedAtSeconds: number | undefined;
  /** For `jwks`, once it was tried. */
  readonly fetched: FetchedKeySet | undefined;
}

/** One step of a change. `version` is the one that is being replaced: 0 for a key that must not exist yet. */
export type TokenKeyWrite =
  | { readonly write: "put"; readonly key: TokenKeySettings; readonly version: number }
  | {
      readonly write: "remove";
      readonly organization: string;
      readonly id: string;
      readonly version: number;
    };

/**
 * `stale`: somebody else was faster with one of them; `kid-taken`: another key of the organization has this kid. Nothing
 * was written then.
 */
export type TokenKeysOutcome =
  | { readonly outcome: "written"; readonly keys: readonly TokenKeyRecord[] }
  | { readonly outcome: "stale"; readonly id: string }
  | { readonly outcome: "kid-taken"; readonly kid: string };

export interface TokenKeyStore {
  /** Every key of the installation, in the order in which they were made. */
  tokenKeys(): Promise<readonly TokenKeyRecord[]>;
  /** All or nothing; the outcome names what was put. */
  writeTokenKeys(
    writes: readonly TokenKeyWrite[],
    audit?: Audit<TokenKeysOutcome>,
  ): Promise<TokenKeysOutcome>;
  /** Notes that a key was used; an earlier time than the one that is known changes nothing. */
  recordTokenKeyUse(id: string, atSeconds: number): Promise<void>;
  /** Keeps what came from a JWKS URL; nothing happens when there is no such key any more. */
  recordFetchedKeys(id: string, fetched: FetchedKeySet): Promise<void>;
}
