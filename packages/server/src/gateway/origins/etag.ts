const ONE = /^(?:W\/)?"[\x21\x23-\x7e]{0,256}"$/;
const LIST = /(?:W\/)?"[\x21\x23-\x7e]{0,256}"/g;

/** The most characters of an `If-None-Match` that are looked at or passed on. */
const LIST_LIMIT_CHARACTERS = 2048;

/** An entity tag as a server may send it (RFC 9110 section 8.8.3), or undefined when it is not one. */
export function parseEtag(text: string | undefined): string | undefined {
  return text !== undefined && ONE.test(text) ? text : undefined;
}

/**
 * The entity tags in `If-None-Match`; `*` is no tag. What is not a tag is dropped, so that the result, joined by `, `,
 * is safe to send on.
 */
export function parseEtagList(ifNoneMatch: string): readonly string[] {
  return ifNoneMatch.slice(0, LIST_LIMIT_CHARACTERS).match(LIST) ?? [];
}

/** Whether the client's copy is still good: the weak comparison of RFC 9110 section 13.1.2. */
export function isFresh(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const wanted = opaqueTag(etag);
  return parseEtagList(ifNoneMatch).some(tag => opaqueTag(tag) === wanted);
}

function opaqueTag(etag: string): string {
  return etag.startsWith("W/") ? etag.slice(2) : etag;
}
