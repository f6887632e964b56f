import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { randomBase62 } from "@sluice/token";

const PREFIX = "sk_";
const ID_LENGTH = PREFIX.length + 8;
const SECRET_LENGTH = 30;

/** The record under which a configured admin key stands: a new value replaces the old one. */
export const CONFIGURED_KEY_ID = "sk_configured";

/**
 * Makes and hashes API keys. The hash is keyed: a configured key may be as short as 12 characters, and a plain
 * hash of it could be guessed from a stolen database.
 */
export interface ApiKeyHasher {
  hash(text: string): Uint8Array;
}

export function createApiKeyHasher(keyBytes: Uint8Array): ApiKeyHasher {
  const key: KeyObject = createSecretKey(keyBytes);
  return { hash: text => createHmac("sha256", key).update(text).digest() };
}

/** A fresh API key: its public id (11 characters) and its text, which is shown once. */
export function issueApiKey(): { id: string; text: string } {
  const id = PREFIX + randomBase62(ID_LENGTH - PREFIX.length, randomBytes);
  return { id, text: renewApiKey(id) };
}

/** A fresh text for the key with this id. */
export function renewApiKey(id: string): string {
  return id + randomBase62(SECRET_LENGTH, randomBytes);
}
