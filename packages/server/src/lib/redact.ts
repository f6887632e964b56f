/** Opaque tokens: the id may stay, the secret may not. In any case of letters, since host names lose theirs. */
const OPAQUE_TOKEN = /(st_[0-9a-z]{12})(?:[0-9a-z]|[_.~%+-](?=[0-9a-z]))+/gi;
/** Texts that begin like an opaque token and then go on in another way: nothing of them is an id. */
const DAMAGED_TOKEN = /st_(?![0-9a-z]{12}(?![0-9a-z]))[0-9a-z_.~%+-]{12,}/gi;
const API_KEY = /(sk_[0-9a-z]{8})[0-9a-z]+/gi;
/** Session handles (version 1, 62 characters of base64url), also cut or with something before or behind. */
const HANDLE = /AQ[A-Za-z0-9_-]{38,}/g;
/** Credentials that would open something as they stand. A handle stands alone: long texts hold its beginning by chance. */
const WHOLE_CREDENTIAL = /s[tk]_[0-9A-Za-z]{38}|(?<![\w-])AQ[E-H][\w-]{59}(?![\w-])/;
/** Credentials in a query, whatever their format. */
const QUERY = /([?&](?:token|access_token|jwt|CAT|key)=)[^&#\s"']+/gi;
/** `Authorization: Bearer …`, copied into some other place. */
const BEARER = /(\bbearer\s+)[^\s,;"']{8,}/gi;

/** Configured secrets, which have no form of their own. */
const knownSecrets = new Set<string>();

/** From now on `redact` takes this text out wherever it stands: for configured keys, which look like anything. */
export function alwaysRedact(secret: string): void {
  knownSecrets.add(secret);
}

/**
 * Takes every credential out of a text that came from outside (User-Agent, Referer, a parser's message), so
 * that it may be written to a log or kept. Ids stay readable.
 */
export function redact(text: string): string {
  let rest = text;
  for (const secret of knownSecrets) rest = rest.replaceAll(secret, "[redacted]");
  return rest
    .replace(QUERY, "$1[redacted]")
    .replace(BEARER, "$1[redacted]")
    .replace(OPAQUE_TOKEN, "$1[redacted]")
    .replace(DAMAGED_TOKEN, "[redacted]")
    .replace(API_KEY, "$1[redacted]")
    .replace(HANDLE, "[redacted]");
}

/**
 * True for a text with a whole token, handle or API key in it. Unlike `redact`, which may take out too much, this hardly
 * ever mistakes a content hash or another system's signature for one.
 */
export function holdsCredential(text: string): boolean {
  return WHOLE_CREDENTIAL.test(text) || [...knownSecrets].some(secret => text.includes(secret));
}

/** Longest text from outside that is kept or logged, characters. */
const TEXT_LIMIT = 300;
/** Texts are searched this far, so that a credential on the limit is seen whole. */
const SEARCH_LIMIT = 4 * TEXT_LIMIT;

/** A text from outside as it may be kept: with every credential taken out, and cut. */
export function outsideText(text: string): string {
  if (text.length <= TEXT_LIMIT) return redact(text);
  const cut = redact(text.slice(0, SEARCH_LIMIT)).slice(0, TEXT_LIMIT);
  // A copy: a slice would keep the whole text, up to a quarter of a megabyte, in memory.
  return Buffer.from(cut).toString();
}
