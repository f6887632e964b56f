import type { IncomingHttpHeaders } from "node:http";
import { looksLikeJwt } from "./rest-jwt.ts";

/** `Authorization` as their filter reads it: the text itself, or behind `Bearer` in any case; undefined: there is none. */
export function credentialOf({ authorization }: IncomingHttpHeaders): string | undefined {
  const text = authorization?.replace(/^bearer/i, "").trim();
  return text === "" ? undefined : text;
}

/** The API key of a call; a JWT is none. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const text = credentialOf(headers);
  return text === undefined || looksLikeJwt(text) ? undefined : text;
}
