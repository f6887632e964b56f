const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Largest multiple of 62 below 256: bytes from here on are dropped so that every letter is equally likely. */
const FAIR_BYTES = 248;

/**
 * A random text of `length` letters and digits (5.95 bits each), drawn fairly from `randomBytes`.
 * URL-safe, free of every separator that RTMP, SRT and RTSP carriers use.
 */
export function randomBase62(length: number, randomBytes: (count: number) => Uint8Array): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length + 8)) {
      if (byte < FAIR_BYTES && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}

/**
 * The bytes, read as one number with the most significant byte first, as the last `length` digits to the base of 62. Of 32
 * bytes of a hash 12 digits are as good as drawn fairly.
 */
export function base62Of(bytes: Uint8Array, length: number): string {
  let rest = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (let digit = 0; digit < length; digit += 1) {
    text = ALPHABET.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
