import { parseEtag } from "./etag.ts";
import { parseHttpDate } from "./http-date.ts";

/** The validators of the media as it is now. */
interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/**
 * Whether the client's part and the media as it is now are of one piece: a strong entity tag, the same, or a date that
 * is exactly the last modification (RFC 9110 section 13.1.5). True without `If-Range`.
 */
export function isSamePiece(ifRange: string | undefined, { etag, lastModified }: Validators): boolean {
  if (ifRange === undefined) return true;
  const wanted = strongValidator(ifRange);
  return wanted !== undefined && (wanted === etag || wanted === lastModified);
}

/**
 * Whether a part that was sent says itself that it is not of the piece that the client has. An answer to `If-Range` may
 * leave a date out (RFC 9110 section 15.3.7): what is not said is no contradiction.
 */
export function isOtherPiece(ifRange: string | undefined, { etag, lastModified }: Validators): boolean {
  const wanted = ifRange === undefined ? undefined : strongValidator(ifRange);
  if (wanted === undefined) return false;
  const told = wanted.startsWith('"') ? etag : lastModified;
  return told !== undefined && told !== wanted;
}

/**
 * The value of `If-Range` when a part can depend on it: a strong entity tag or a date, safe to send on. Undefined for
 * anything else, which matches nothing.
 */
export function strongValidator(ifRange: string): string | undefined {
  const text = ifRange.trim();
  return text.startsWith("W/") ? undefined : (parseEtag(text) ?? parseHttpDate(text));
}
