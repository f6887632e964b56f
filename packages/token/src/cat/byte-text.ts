import { decodeHex, encodeHex } from "../bytes/hex.ts";
import { decodeUtf8, encodeUtf8 } from "../bytes/utf8.ts";

/** In front of bytes that are written in hexadecimal because they are no text. */
const HEX_MARK = "0x";

/**
 * Bytes that are mostly text, as JSON has them: their UTF-8, or `0x` and hexadecimal when they are none (or would read
 * as if they were hexadecimal). One text for each byte string and the other way round.
 */
export function textOfBytes(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  return text === undefined || text.startsWith(HEX_MARK) ? HEX_MARK + encodeHex(bytes) : text;
}

/** The bytes that `textOfBytes` wrote; undefined when it cannot have. */
export function bytesOfText(text: string): Uint8Array | undefined {
  return text.startsWith(HEX_MARK) ? decodeHex(text.slice(HEX_MARK.length)) : encodeUtf8(text);
}
