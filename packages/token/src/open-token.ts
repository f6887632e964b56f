import type { Opened, TokenFormat } from "./formats/format.ts";
import { tokenFormats } from "./formats/index.ts";

/**
 * No token of any format is longer; longer texts are refused before they are read. Characters: the 4,096 bytes of a CAT
 * that every recipient must take (CTA-5007-B 4.4), in base64url.
 */
export const MAX_TOKEN_LENGTH = 5462;

/** Why a text cannot be read as a token. */
export type OpenProblem = "token-too-long" | "token-malformed";

/** Reads a token text in whatever format it is. Never throws, and believes nothing. */
export function openToken(raw: string): Opened | { readonly problem: OpenProblem } {
  if (raw.length > MAX_TOKEN_LENGTH) return { problem: "token-too-long" };
  const format: TokenFormat | undefined = tokenFormats.find(candidate => candidate.looksLike(raw));
  if (format?.maxLength !== undefined && raw.length > format.maxLength) return { problem: "token-too-long" };
  return format?.open(raw) ?? { problem: "token-malformed" };
}
