import { isSignedToken } from "../../access/path-tokens.ts";
import { holdsCredential } from "../../lib/redact.ts";

/** An opaque token, whole, or cut or lengthened on its way: an id, and enough behind it that it is no name. */
const OPAQUE = /^st_[0-9A-Za-z]{26,}$/;
/** A subscriber's id and code as one text. */
const SUBSCRIBER = /^totp:[^/?#]+:\d{6}$/;
/** No signed token is shorter. Characters. */
const SHORTEST_SIGNED = 40;

/**
 * True for a text that is a token and no name: an opaque one, a JWT, a CAT or a subscriber's code, by its form. Nothing of it is believed. Also
 * for an opaque one that was cut, so that it is never taken for a stream's name and printed as one.
 */
export function looksLikeToken(text: string): boolean {
  if (OPAQUE.test(text) || SUBSCRIBER.test(text) || holdsCredential(text)) return true;
  return text.length >= SHORTEST_SIGNED && isSignedToken(text);
}
