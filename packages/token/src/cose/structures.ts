import { takeBytes } from "../bytes/slab.ts";
import { encodeUtf8 } from "../bytes/utf8.ts";

/** The array's head, the context text and the empty external data, for each message. */
const MAC0 = prefix(0x84, "MAC0");
const SIGN1 = prefix(0x84, "Signature1");
const ENCRYPT0 = prefix(0x83, "Encrypt0");

const BYTES = 0x40;
const TEXT = 0x60;

function prefix(array: number, context: string): Uint8Array {
  const text = encodeUtf8(context) ?? new Uint8Array();
  return Uint8Array.of(array, 0x60 | text.length, ...text);
}

/** What of a message is authenticated. */
export interface Authenticated {
  readonly protectedBytes: Uint8Array;
  readonly payload: Uint8Array;
  readonly payloadIsText: boolean;
}

/**
 * The MAC_structure (RFC 9052 section 6.3) or Sig_structure (section 4.4) of a message, without external data. Put
 * together from the token's own bytes: nothing is encoded again, so that no two readings of a token can differ.
 */
export function signingInputOf(message: Authenticated, tag: 17 | 18): Uint8Array {
  const { protectedBytes, payload, payloadIsText } = message;
  const start = tag === 17 ? MAC0 : SIGN1;
  const headed = protectedBytes.length + headLength(protectedBytes.length);
  const bytes = takeBytes(start.length + headed + 1 + headLength(payload.length) + payload.length);
  bytes.set(start, 0);
  let at = writeString(bytes, start.length, BYTES, protectedBytes);
  bytes[at] = BYTES;
  at += 1;
  writeString(bytes, at, payloadIsText ? TEXT : BYTES, payload);
  return bytes;
}

/** The Enc_structure of a COSE_Encrypt0 (RFC 9052 section 5.3), without external data: its AAD. */
export function aadOf(protectedBytes: Uint8Array): Uint8Array {
  const length = ENCRYPT0.length + headLength(protectedBytes.length) + protectedBytes.length + 1;
  const bytes = new Uint8Array(length);
  bytes.set(ENCRYPT0, 0);
  bytes[writeString(bytes, ENCRYPT0.length, BYTES, protectedBytes)] = BYTES;
  return bytes;
}

/** Writes a definite-length string with its head at `at`, and tells where it ends. */
function writeString(into: Uint8Array, start: number, major: number, content: Uint8Array): number {
  const { length } = content;
  let at = start;
  if (length < 24) into[at++] = major | length;
  else if (length < 0x100) {
    into[at++] = major | 24;
    into[at++] = length;
  } else {
    into[at++] = major | 25;
    into[at++] = length >> 8;
    into[at++] = length & 0xff;
  }
  into.set(content, at);
  return at + length;
}

/** Tokens are shorter than 64 KiB (MAX_CBOR_BYTES). */
function headLength(length: number): number {
  return length < 24 ? 1 : length < 0x100 ? 2 : 3;
}
