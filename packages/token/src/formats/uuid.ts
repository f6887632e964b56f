import { base62Of } from "../bytes/base62.ts";
import { encodeHex } from "../bytes/hex.ts";
import type { CryptoProvider } from "../crypto/provider.ts";
import { sha256 } from "../hash/sha256.ts";
import type { OpenedReference, ReferenceFormat } from "./format.ts";

const ID_PREFIX = "st_";
const ID_LETTERS = 12;
/** What is hashed for the id is not what is hashed for the proof: the id in a list says nothing of either. */
const ID_PURPOSE = "sluice uuid token";
const UUID_LENGTH = 36;
/** Version 4, variant 1 (RFC 9562 section 5.4), in either case of letters (section 4). */
const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const BYTES = 16;
const ascii = new TextEncoder();

/**
 * The token that is nothing but a UUID of version 4 (RFC 9562), as clients of TPStreams expect it: 122 random bits. Its text
 * is its own secret, and its public id is derived from the text by SHA-256, so that a record of it is as that of any other
 * opaque token. Letters may come in capitals; they are read as small ones.
 */
export const uuidFormat = {
  id: "uuid",
  looksLike: (raw: string) => raw.length === UUID_LENGTH && SHAPE.test(raw),
  open(raw: string): OpenedReference | undefined {
    if (raw.length !== UUID_LENGTH || !SHAPE.test(raw)) return undefined;
    const text = raw.toLowerCase();
    return { carries: "reference", format: "uuid", id: idOf(text), secret: text };
  },
} as const satisfies ReferenceFormat;

/** A fresh token: its public `id`, and `text`, which is the UUID. */
export function issueUuid(crypto: CryptoProvider): { id: string; text: string } {
  const bytes = Uint8Array.from(crypto.randomBytes(BYTES));
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = encodeHex(bytes);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  const text = parts.join("-");
  return { id: idOf(text), text };
}

/** `st_` and 12 letters and digits of the hash: 71 bits, as many as the id of any other opaque token has. */
function idOf(text: string): string {
  return ID_PREFIX + base62Of(sha256(ascii.encode(ID_PURPOSE + text)), ID_LETTERS);
}
