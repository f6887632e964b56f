const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;

/** True for a name of a header or a cookie (RFC 9110 section 5.6.2), of at most 128 characters. */
export function isHttpToken(text: string): boolean {
  return TOKEN.test(text);
}

/** True for a header's value that adds no line and no character beyond visible ASCII, space and tab (RFC 9110 section 5.5). */
export function isHeaderValue(text: string): boolean {
  return /^[\t -~]*$/.test(text);
}
