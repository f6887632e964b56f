import { takeBytes } from "./slab.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const URL_ALPHABET = `${LETTERS}-_`;
const CODES = Uint8Array.from(URL_ALPHABET, letter => letter.charCodeAt(0));

/** For each byte of text its six bits, already where they belong in the first, second, third and fourth place of four. */
type Places = readonly [Int32Array, Int32Array, Int32Array, Int32Array];
/** Marks a byte outside the alphabet: a bit that four times six bits never reach. */
const FOREIGN = 1 << 24;
const URL_PLACES = placesOf(URL_ALPHABET);
const STANDARD_PLACES = placesOf(`${LETTERS}+/`);

const encoder = new TextEncoder();
const textDecoder = new TextDecoder();
/** Text as bytes: indexing them is three times faster than asking a string for each letter. */
const scratch = new Uint8Array(8_192);

/** Base64url without padding (RFC 4648 section 5). */
export function encodeBase64url(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 4) / 3);
  const text = length <= scratch.length - 4 ? scratch : new Uint8Array(length + 4);
  let at = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text[at] = CODES[group >> 18] ?? 0;
    text[at + 1] = CODES[(group >> 12) & 63] ?? 0;
    text[at + 2] = CODES[(group >> 6) & 63] ?? 0;
    text[at + 3] = CODES[group & 63] ?? 0;
    at += 4;
  }
  return textDecoder.decode(text.subarray(0, length));
}

/**
 * Strict reading of base64url without padding: undefined for any other character, an impossible length, or
 * bits that no encoder would leave set, so that one byte string has exactly one text. The bytes are a view into a larger
 * block, as Node's small Buffers are: of their `buffer` use only what `byteOffset` and `byteLength` say.
 */
export function decodeBase64url(text: string): Uint8Array | undefined {
  return decode(text, text.length, URL_PLACES);
}

/** The same, where one or two `=` may stand at the end, needed or not (CTA-5007-B 4.3.1.1: padding is optional). */
export function decodePaddedBase64url(text: string): Uint8Array | undefined {
  return decode(text, lengthWithoutPadding(text), URL_PLACES);
}

/** The alphabet with `+` and `/` (RFC 4648 section 4), padding as above: what older Eyevinn tokens are written in. */
export function decodeStandardBase64(text: string): Uint8Array | undefined {
  return decode(text, lengthWithoutPadding(text), STANDARD_PLACES);
}

function lengthWithoutPadding(text: string): number {
  if (text.endsWith("==")) return text.length - 2;
  return text.endsWith("=") ? text.length - 1 : text.length;
}

/** Looks at what was `seen` once, at the end: a branch for each letter would cost more than the letters. */
function decode(text: string, length: number, places: Places): Uint8Array | undefined {
  const rest = length % 4;
  if (rest === 1) return undefined;
  const ascii = asciiOf(text);
  if (ascii === undefined) return undefined;
  const [first, second, third, fourth] = places;
  const bytes = takeBytes((length * 3) >> 2);
  const whole = length - rest;
  let seen = 0;
  let at = 0;
  for (let index = 0; index < whole; index += 4) {
    const group =
      (first[ascii[index] ?? 0] ?? 0) |
      (second[ascii[index + 1] ?? 0] ?? 0) |
      (third[ascii[index + 2] ?? 0] ?? 0) |
      (fourth[ascii[index + 3] ?? 0] ?? 0);
    seen |= group;
    bytes[at] = group >> 16;
    bytes[at + 1] = group >> 8;
    bytes[at + 2] = group;
    at += 3;
  }
  if (rest !== 0) seen |= decodeRest(ascii, whole, bytes, places);
  return seen < FOREIGN ? bytes : undefined;
}

/** The last one or two bytes. Loose bits count as foreign. */
function decodeRest(ascii: Uint8Array, index: number, bytes: Uint8Array, places: Places): number {
  const [first, second, third] = places;
  const at = (index * 3) >> 2;
  let group = (first[ascii[index] ?? 0] ?? 0) | (second[ascii[index + 1] ?? 0] ?? 0);
  bytes[at] = group >> 16;
  if (bytes.length - at === 1) return (group & 0xffff) === 0 ? group : FOREIGN;
  group |= third[ascii[index + 2] ?? 0] ?? 0;
  bytes[at + 1] = group >> 8;
  return (group & 0xff) === 0 ? group : FOREIGN;
}

/** Undefined when a letter takes more than a byte. The bytes are good until the next call. */
function asciiOf(text: string): Uint8Array | undefined {
  if (text.length > scratch.length) {
    const bytes = encoder.encode(text);
    return bytes.length === text.length ? bytes : undefined;
  }
  return encoder.encodeInto(text, scratch).written === text.length ? scratch : undefined;
}

function placesOf(alphabet: string): Places {
  return [placed(alphabet, 18), placed(alphabet, 12), placed(alphabet, 6), placed(alphabet, 0)];
}

function placed(alphabet: string, shift: number): Int32Array {
  const table = new Int32Array(256).fill(FOREIGN);
  for (let index = 0; index < alphabet.length; index += 1) table[alphabet.charCodeAt(index)] = index << shift;
  return table;
}
