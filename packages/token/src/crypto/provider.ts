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
