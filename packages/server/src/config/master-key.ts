const KEY_BYTES = 32;
const HEX = /^[0-9A-Fa-f]{64}$/;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** The forms of a master key, in words. */
export const MASTER_KEY_RULE =
  "32 bytes as 64 hexadecimal digits or as base64 or base64url, 43 or 44 characters (in YAML, in quotes)";

/** The master key's 32 bytes as 64 lower-case hexadecimal digits, or undefined if the text is no such key. */
export function masterKeyHex(text: string): string | undefined {
  if (HEX.test(text)) return text.toLowerCase();
  if (!BASE64.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === KEY_BYTES ? bytes.toString("hex") : undefined;
}
