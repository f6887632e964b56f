import { randomBase62 } from "../bytes/base62.ts";
import type { CryptoProvider } from "../crypto/provider.ts";
import type { OpenedReference, TokenFormat } from "./format.ts";

const PREFIX = "st_";
const ID_LENGTH = PREFIX.length + 12;
const SECRET_LENGTH = 26;
/** An opaque token is 41 characters: it fits the narrowest carriers (nginx-rtmp, cameras). */
const TOKEN_LENGTH = ID_LENGTH + SECRET_LENGTH;
const SHAPE = /^st_[0-9A-Za-z]{38}$/;
const ID_SHAPE = /^st_[0-9A-Za-z]{12}$/;

/** The opaque token of Sluice: a public id of 15 characters, followed at once by a secret of 155 bits. */
export const opaqueFormat = {
  id: "opaque",
  looksLike: (raw: string) => raw.startsWith(PREFIX),
  open(raw: string): OpenedReference | undefined {
    if (raw.length !== TOKEN_LENGTH || !SHAPE.test(raw)) return undefined;
    return {
      carries: "reference",
      format: "opaque",
      id: raw.slice(0, ID_LENGTH),
      secret: raw.slice(ID_LENGTH),
    };
  },
} as const satisfies TokenFormat;

/** A fresh token: its public `id`, and `text`, which is the id followed by the secret. */
export function issueOpaque(crypto: CryptoProvider): { id: string; text: string } {
  const id = PREFIX + randomBase62(ID_LENGTH - PREFIX.length, crypto.randomBytes);
  return { id, text: id + randomBase62(SECRET_LENGTH, crypto.randomBytes) };
}

/** What the store keeps instead of the secret: SHA-256 is enough for 155 random bits. 32 bytes. */
export function hashOpaqueSecret(crypto: CryptoProvider, secret: string): Uint8Array {
  return crypto.sha256(secret);
}

/** True for the public id of an opaque token: safe to print, opens nothing. */
export function isOpaqueId(text: string): boolean {
  return ID_SHAPE.test(text);
}

/** The public id in a token text or an id; undefined for anything else. */
export function opaqueIdOf(text: string): string | undefined {
  if (isOpaqueId(text)) return text;
  return opaqueFormat.open(text)?.id;
}
