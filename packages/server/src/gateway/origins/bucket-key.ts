const OFTEN_KEPT = /[!'()*]/g;

/**
 * One segment of a key as it stands in a URL: every byte but RFC 3986's unreserved characters as %XX, which is the one
 * form that the signature is computed over ("UriEncode" in AWS Signature Version 4).
 *
 * @throws URIError for half of a surrogate pair
 */
export function encodeKeySegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    OFTEN_KEPT,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
