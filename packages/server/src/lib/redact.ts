/** What may follow an id and be the rest of a credential, damaged or not; long enough that no name is taken for one. */
const REST = "(?:[0-9a-z]|[_.~%+-](?=[0-9a-z])){14,}";
/** Opaque tokens and API keys: the id may stay, the secret may not. In any case of letters: host names lose theirs. */
const TOKEN = new RegExp(`(?<![0-9a-z])(st_[0-9a-z]{12})${REST}`, "gi");
const API_KEY = new RegExp(`(?<![0-9a-z])(sk_[0-9a-z]{8})${REST}`, "gi");
/** The same with their beginning damaged: nothing of them is an id. */
const DAMAGED = /(?<![0-9a-z])s[tk]_[0-9a-z_.~%+-]{28,}/gi;
/** The same whole, right behind something else. */
const JOINED = /s[tk]_[0-9a-z]{38,}/gi;
/** Session handles (version 1, 62 characters of base64url), also cut or with something before or behind. */
const HANDLE = /AQ[A-Za-z0-9_-]{38,}/g;
/** Credentials as they are made, standing alone: no content hash or signature has just these lengths. */
const WHOLE_CREDENTIAL = /(?<![\w-])(?:s[tk]_[0-9A-Za-z]{38}|AQ[E-H][\w-]{59})(?![\w-])/;
/** JWTs, also cut or damaged: a header is a JSON object, and base64url of its first characters is always the same. */
const JWT = /e(?:yJ|yA|yI|w[0-9k-r])[\w+/-]{12,}(?:(?:\.|%2e)[\w+/=-]*){0,5}/gi;
/**
 * How a COSE message begins in base64url (RFC 9052 section 2): an array of four or three, then the protected header as a
 * byte string whose length takes no byte of its own, one, or two, and in it a map.
 */
const MESSAGE_OF_4 = String.raw`h(?:[EF][\w+/-][g-k]|F(?:[g-j][\w+/-][op]|[k-n][A-P][\w+/-][Kaq6]))`;
const MESSAGE_OF_3 = String.raw`g(?:[01][\w+/-][g-k]|1(?:[g-j][\w+/-][op]|[k-n][A-P][\w+/-][Kaq6]))`;
/** Common Access Tokens, also cut: COSE messages with their tags (61, 16, 17, 18, 96, 97, 98), or without any. */
const CAT = new RegExp(
  String.raw`(?:2D3[QRS]|2G[CGK]|0IN|0[Yo]R|${MESSAGE_OF_4}|${MESSAGE_OF_3})[\w+/-]{30,}(?:=|%3d){0,2}`,
  "g",
);
/** A whole JWT (RFC 7515 section 7.1), and a whole CAT: longer than any hash, its first bytes those of COSE. */
const WHOLE_JWT = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]{16,}/;
const WHOLE_CAT = new RegExp(
  String.raw`(?<![\w+/-])(?:(?:2D3[RS])?${MESSAGE_OF_4}|(?:2D3Q)?${MESSAGE_OF_3}|0IN[A-Z]|0[Yo]R[A-Z])[\w+/-]{50,}(?![\w+/-])`,
);
/** Signing secrets of webhooks. */
const WEBHOOK_SECRET = /(whsec_)[A-Za-z0-9+/_=-]{16,}/g;
/** Credentials in a query, whatever their format. */
const QUERY =
  /([?&;](?:token|access_token|jwt|CAT|key|URISigningPackage|sluice_session|subscriberCode)=)[^&;#\s"']+/gi;
/** A subscriber's id and code as one text: the code stands for minutes. */
const SUBSCRIBER_CODE = /(\btotp:[^\s/?#&"']{1,256}?:)[0-9]{6}(?![0-9])/gi;
/** `Authorization: Bearer …` or `DPoP …`, copied into some other place. */
const BEARER = /(\b(?:bearer|dpop)\s+)[^\s,;"']{8,}/gi;

/** Addresses that media servers ask: the part behind the kind of server proves them. */
const HOOK_ADDRESS = /(\/hooks\/[a-z-]{1,32}\/)[^\s/?#"']+/gi;

/** Configured secrets, which have no form of their own. */
const knownSecrets = new Set<string>();
/** One expression for all of them: texts are searched at every decision. */
let anyKnownSecret: RegExp | undefined;

/** Texts that were searched lately, with what is left of them: streams and agents repeat themselves at every decision. */
const searched = new Map<string, string>();
const MEMORY = 1_000;
const LONGEST_REMEMBERED = 256;

/** From now on `redact` takes this text out wherever it stands: for configured keys, which look like anything. */
export function alwaysRedact(secret: string): void {
  knownSecrets.add(secret);
  searched.clear();
  const sources = [...knownSecrets].map(text => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // The longest first: of two that begin alike, none is left half.
  anyKnownSecret = new RegExp(sources.sort((one, other) => other.length - one.length).join("|"), "gi");
}

/**
 * Takes every credential out of a text that came from outside (User-Agent, Referer, a parser's message), so
 * that it may be written to a log or kept. Ids stay readable.
 */
export function redact(text: string): string {
  if (text.length > LONGEST_REMEMBERED) return search(text);
  const known = searched.get(text);
  if (known !== undefined) return known;
  const kept = search(text);
  if (searched.size >= MEMORY) searched.clear();
  searched.set(text, kept);
  return kept;
}

function search(text: string): string {
  const rest = anyKnownSecret === undefined ? text : text.replace(anyKnownSecret, "[redacted]");
  return rest
    .replace(HOOK_ADDRESS, "$1[redacted]")
    .replace(QUERY, "$1[redacted]")
    .replace(BEARER, "$1[redacted]")
    .replace(SUBSCRIBER_CODE, "$1[redacted]")
    .replace(JWT, "[redacted]")
    .replace(CAT, "[redacted]")
    .replace(TOKEN, "$1[redacted]")
    .replace(API_KEY, "$1[redacted]")
    .replace(DAMAGED, "[redacted]")
    .replace(JOINED, "[redacted]")
    .replace(WEBHOOK_SECRET, "$1[redacted]")
    .replace(HANDLE, "[redacted]");
}

/**
 * True for a text with a whole token, handle or API key in it. Unlike `redact`, which may take out too much, this does
 * not mistake a content hash or another system's signature for one.
 */
export function holdsCredential(text: string): boolean {
  return holdsOwnCredential(text) || WHOLE_JWT.test(text);
}

/** The same but for JWTs, which origins use for URLs of their own. */
export function holdsOwnCredential(text: string): boolean {
  if (WHOLE_CREDENTIAL.test(text) || WHOLE_CAT.test(text)) return true;
  return [...knownSecrets].some(secret => text.includes(secret));
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
