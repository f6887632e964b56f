import { holdsCredential, holdsOwnCredential } from "../lib/redact.ts";
import { isSignedToken, URI_SIGNING_PACKAGE } from "./path-tokens.ts";
import { SUBSCRIBER_CODE, SUBSCRIBER_ID } from "./totp-credential.ts";

/** Carries a session's handle, as a cookie or a query parameter, where it is not in the path. */
export const SESSION_NAME = "sluice_session";

/** Query parameters that carry a token, as the four products, the CAT standard and RFC 9246 name them. */
const QUERY_NAMES: ReadonlySet<string> = new Set([
  "token",
  "access_token",
  "jwt",
  "CAT",
  URI_SIGNING_PACKAGE,
]);
/** As some players write `CAT`. An origin may have a word of its own under this name, so only a token counts. */
const SMALL_CAT = "cat";
/** A subscriber and a code, which are one credential together. */
const SUBSCRIBER_NAMES: ReadonlySet<string> = new Set([SUBSCRIBER_ID, SUBSCRIBER_CODE]);

/** A query that an origin has a use for is far shorter; of a longer one nothing is passed on. */
const QUERY_LIMIT = 4096;
const PAIRS_LIMIT = 64;
/** A token in a URL inside of a parameter is encoded twice, and some clients encode once more. */
const DECODINGS = 4;

/** The handle in a query; undefined for none, and for two different ones. */
export function handleInQuery(query: string): string | undefined {
  if (!query.includes(SESSION_NAME)) return undefined;
  const handles = new Set(new URLSearchParams(query).getAll(SESSION_NAME));
  const [handle] = handles;
  return handles.size === 1 && handle !== "" ? handle : undefined;
}

/** True for the name of a parameter that a credential comes under, whatever its value. */
export function namesCredential(name: string): boolean {
  return name === SESSION_NAME || name === SMALL_CAT || QUERY_NAMES.has(name) || SUBSCRIBER_NAMES.has(name);
}

/** True for a parameter, decoded, whose value is taken as a token. */
export function carriesToken(name: string, value: string): boolean {
  return QUERY_NAMES.has(name) || (name === SMALL_CAT && isSignedToken(value));
}

/**
 * The query of an entry without its credentials, for the origin and for what claims see: `_HLS_msn=5&_HLS_part=0`.
 * Undefined when nothing is left. A token under a wrong name is left out too. A query that is absurdly long counts as
 * empty.
 */
export function queryWithoutCredentials(query: string): string | undefined {
  return withoutPairs(query, holdsCredential);
}

/** The same for a request under a session: its JWTs under names of their own are the origin's, from its manifests. */
export function queryUnderSession(query: string): string | undefined {
  return withoutPairs(query, holdsOwnCredential);
}

function withoutPairs(query: string, holds: (text: string) => boolean): string | undefined {
  if (query === "" || query.length > QUERY_LIMIT) return undefined;
  const pairs = query.split("&", PAIRS_LIMIT + 1);
  if (pairs.length > PAIRS_LIMIT) return undefined;
  const rest = pairs.filter(pair => pair !== "" && !isCredential(pair, holds));
  return rest.length > 0 ? rest.join("&") : undefined;
}

function isCredential(pair: string, holds: (text: string) => boolean): boolean {
  const [[name, value] = ["", ""]] = [...new URLSearchParams(pair)];
  if (name === SESSION_NAME || SUBSCRIBER_NAMES.has(name) || carriesToken(name, value)) return true;
  let text = pair;
  for (let decoding = 0; decoding < DECODINGS; decoding += 1) {
    if (holds(text)) return true;
    text = [...new URLSearchParams(text)].flat().join(" ");
  }
  return false;
}
