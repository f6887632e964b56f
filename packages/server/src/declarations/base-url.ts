const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * Whether a text is an http or https URL to build other URLs on: a path is allowed; a query, a fragment and
 * credentials are not.
 */
export function isBaseUrl(text: string): boolean {
  if (!PRINTABLE.test(text) || /[?#\\]/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  const isHttp = url.protocol === "http:" || url.protocol === "https:";
  return isHttp && url.username === "" && url.password === "";
}

/** The URL in its canonical form (WHATWG URL), without slashes at its end. The text must be a base URL. */
export function normalizeBaseUrl(text: string): string {
  return new URL(text).href.replace(/\/+$/, "");
}
