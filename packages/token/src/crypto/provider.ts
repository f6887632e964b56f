import type { Algorithm } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { KeyMaterial } from "../keys/token-key.ts";

/**
 * The cryptography that formats need, handed in by the runtime: `crypto/node.ts` on Node. Synchronous, because
 * a decision on the hot path must not wait for a thread.
 */
export interface CryptoProvider {
  randomBytes(count: number): Uint8Array;
  sha256(data: Uint8Array | string): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104) under `key`. */
  hmacSha256(key: MacKey, data: Uint8Array | string): Uint8Array;
  /** Compares in time that does not depend on the content; false for different lengths. */
  equal(left: Uint8Array, right: Uint8Array): boolean;
  /** Imports 16 bytes or more as a MAC key, once; the result is cached by its holder. */
  macKey(bytes: Uint8Array): MacKey;
}

/** An imported key; opaque to everything but the provider that made it. */
export interface MacKey {
  readonly kind: "mac-key";
}

/** What a key is imported for: `verify` (and decrypt), or `sign` (and encrypt, and verify). */
export type KeyPurpose = "verify" | "sign";

/** Signatures and encryption, at once: `crypto/node.ts`. */
export interface SyncSignatures {
  /** Throws KeyUnusable when the key does not fit the algorithm. */
  importKey(jwk: Jwk, algorithm: Algorithm, purpose: KeyPurpose): KeyMaterial;
  /** False for every signature that is not right, whatever its length. ECDSA as r and s (RFC 7518 section 3.4). */
  verify(algorithm: Algorithm, key: KeyMaterial, input: Uint8Array | string, signature: Uint8Array): boolean;
  sign(algorithm: Algorithm, key: KeyMaterial, input: Uint8Array | string): Uint8Array;
  /** AES-GCM, the 16-byte tag at the end (RFC 9053 section 4.1). Undefined when it does not open. */
  decrypt(
    algorithm: Algorithm,
    key: KeyMaterial,
    sealed: { readonly iv: Uint8Array; readonly aad: Uint8Array; readonly ciphertext: Uint8Array },
  ): Uint8Array | undefined;
  encrypt(
    algorithm: Algorithm,
    key: KeyMaterial,
    open: { readonly iv: Uint8Array; readonly aad: Uint8Array; readonly plaintext: Uint8Array },
  ): Uint8Array;
}

/** The same with promises: `crypto/web.ts`, on WebCrypto, for browsers and edge workers. */
export interface AsyncSignatures {
  importKey(jwk: Jwk, algorithm: Algorithm, purpose: KeyPurpose): Promise<KeyMaterial>;
  verify(
    algorithm: Algorithm,
    key: KeyMaterial,
    input: Uint8Array | string,
    signature: Uint8Array,
  ): Promise<boolean>;
  sign(algorithm: Algorithm, key: KeyMaterial, input: Uint8Array | string): Promise<Uint8Array>;
  decrypt(
    algorithm: Algorithm,
    key: KeyMaterial,
    sealed: { readonly iv: Uint8Array; readonly aad: Uint8Array; readonly ciphertext: Uint8Array },
  ): Promise<Uint8Array | undefined>;
  encrypt(
    algorithm: Algorithm,
    key: KeyMaterial,
    open: { readonly iv: Uint8Array; readonly aad: Uint8Array; readonly plaintext: Uint8Array },
  ): Promise<Uint8Array>;
}

/** A key cannot be used: its type, curve or size does not fit the algorithm. The message never holds the key. */
export class KeyUnusable extends Error {
  override readonly name = "KeyUnusable";
}
