/** Opaque tokens: the id may stay, the secret may not. */
const OPAQUE_TOKEN = /(st_[0-9A-Za-z]{12})[0-9A-Za-z]+/g;
const API_KEY = /(sk_[0-9A-Za-z]{8})[0-9A-Za-z]+/g;
/** Session handles: version 1 and 62 characters of base64url. */
const HANDLE = /\bA[QA][A-Za-z0-9_-]{60}(?![A-Za-z0-9_-])/g;
/** Credentials in a query, whatever their format. */
const QUERY = /([?&](?:token|access_token|jwt|CAT|key)=)[^&#\s"']+/gi;

/**
 * Takes every credential out of a text that came from outside (User-Agent, Referer, a parser's message), so
 * that it may be written to a log or kept. Ids stay readable.
 */
export function redact(text: string): string {
  return text
    .replace(QUERY, "$1[redacted]")
    .replace(OPAQUE_TOKEN, "$1[redacted]")
    .replace(API_KEY, "$1[redacted]")
    .replace(HANDLE, "[redacted]");
}

/** Longest text from outside that is kept or logged, characters. */
const TEXT_LIMIT = 300;

/** A text from outside as it may be kept: cut, and with every credential taken out. */
export function outsideText(text: string): string {
  return redact(text.slice(0, TEXT_LIMIT));
}
