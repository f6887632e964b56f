import { createHmac, createSecretKey } from "node:crypto";

/** HMAC-SHA-256 (RFC 2104) under a key of 32 bytes: tells texts apart without keeping them. */
export function createKeyedHash(keyBytes: Uint8Array): (text: string) => Uint8Array {
  const key = createSecretKey(keyBytes);
  return text => createHmac("sha256", key).update(text).digest();
}
