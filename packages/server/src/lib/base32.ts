const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Before any change of case: outside of ASCII there are letters whose capitals lie in it. */
const TEXT = /^[A-Za-z2-7]+$/;
const BITS_OF_CHARACTER = 5;
/** Characters of one whole group (RFC 4648 section 6). */
const GROUP = 8;

/**
 * The bytes of a Base32 text (RFC 4648 section 6) in letters of either case. Undefined for an empty text, for one that is not
 * made of whole groups of 8 characters, and for any other character: padding is none, as Ant Media takes none.
 */
export function decodeBase32(text: string): Uint8Array | undefined {
  if (text.length % GROUP !== 0 || !TEXT.test(text)) return undefined;
  const bytes = new Uint8Array((text.length * BITS_OF_CHARACTER) / 8);
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const character of text.toUpperCase()) {
    value = ((value << BITS_OF_CHARACTER) | ALPHABET.indexOf(character)) & 0xfff;
    bits += BITS_OF_CHARACTER;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (value >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}
