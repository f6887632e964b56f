import { decodeBase64url } from "../../bytes/base64url.ts";
import { sameBytes } from "../../bytes/compare.ts";
import type { Json, ParsedClaim } from "../../cat/claim.ts";
import { type Finding, fail, pass } from "../../finding.ts";
import type { Refused } from "../../formats/judgement.ts";
import { sha256 } from "../../hash/sha256.ts";
import { keptRegex } from "../../regex/kept-regex.ts";
import { RegexProblem } from "../../regex/problem.ts";
import type { RequestContext } from "../../request-context.ts";
import { formatUri } from "../../uri/canonical-uri.ts";
import { parseRequestUri } from "../../uri/parse-request-uri.ts";
import { isText } from "../claim-values.ts";
import { malformed, unsupported } from "../refused.ts";

const REGEX = "regex:";
const HASH = "hash:";
/** The URL segment form of RFC 6920 section 5; other hashes are not read. */
const SHA_256 = "sha-256;";
const SHA_256_BYTES = 32;

const COVERED = pass("the container covers the URL");
const NOT_COVERED = fail("uri-not-allowed", "the container does not cover the URL");
const UNREADABLE = fail("uri-not-allowed", "the URL cannot be read");
const UNKNOWN = fail("context-missing", "the URL of the request is not known");
const TOO_MUCH = fail("context-missing", "the regular expression is too much work for this URL");

const encoder = new TextEncoder();

/** What a container compares with the URL in its normal form. */
interface UriMatch {
  /** Undefined where it is too much work to say. */
  matches(uri: string): boolean | undefined;
}

/** `cdniuc`: the URLs for which a signed URI is good (RFC 9246 section 2.1.15). */
class UriContainer implements ParsedClaim {
  readonly name = "cdniuc";
  readonly checkedAt = "entry";
  readonly isLimit = true;
  readonly #written: string;
  readonly #match: UriMatch;

  constructor(written: string, match: UriMatch) {
    this.#written = written;
    this.#match = match;
  }

  judge({ url }: RequestContext): Finding {
    if (url === undefined) return UNKNOWN;
    const uri = parseRequestUri(url);
    if (!uri) return UNREADABLE;
    const isCovered = this.#match.matches(formatUri(uri));
    if (isCovered === undefined) return TOO_MUCH;
    return isCovered ? COVERED : NOT_COVERED;
  }

  toJson(): Json {
    return this.#written;
  }
}

/**
 * Reads `regex:` with a POSIX extended regular expression, which is searched for anywhere in the URL as POSIX section 9 has
 * it (an issuer anchors it with `^` and `$`), and not in the query alone unless it begins with the URL's beginning; or
 * `hash:sha-256;` with the hash of the whole URL. The URL is judged in its normal form (RFC 3986 sections 6.2.2 and 6.2.3), without the token. An expression that is not understood is refused.
 */
export function readUriContainer(value: Json | undefined): ParsedClaim | Refused {
  if (!isText(value)) return malformed("cdniuc is not a text", "cdniuc");
  const match = value.startsWith(REGEX)
    ? readRegex(value.slice(REGEX.length))
    : readHash(value.startsWith(HASH) ? value.slice(HASH.length) : "");
  return "refused" in match ? match : new UriContainer(value, match);
}

function readRegex(pattern: string): UriMatch | Refused {
  if (pattern === "") return malformed("cdniuc has an empty regular expression", "cdniuc");
  const regex = keptRegex(pattern);
  if (regex instanceof RegexProblem) return unsupported(`regular expression: ${regex.problem}`, "cdniuc");
  return { matches: uri => coversUri(pattern, uri) };
}

/**
 * A query is the client's to write: what is found only because of it is no match, or `/live/cam2/?x=/live/cam1/` would be
 * covered by `/live/cam1/`. An expression that covers the URL from its beginning may speak of the query.
 */
function coversUri(pattern: string, uri: string): boolean | undefined {
  const regex = keptRegex(pattern);
  if (regex instanceof RegexProblem) return undefined;
  const found = regex.test(uri);
  const query = uri.indexOf("?");
  if (found !== true || query < 0) return found;
  const isFoundBefore = regex.test(uri.slice(0, query));
  if (isFoundBefore !== false) return isFoundBefore;
  const fromStart = keptRegex(`^(?:${pattern})`);
  return fromStart instanceof RegexProblem ? undefined : fromStart.test(uri);
}

function readHash(text: string): UriMatch | Refused {
  if (!text.includes(";")) return malformed("cdniuc is neither a regex nor a hash", "cdniuc");
  if (!text.startsWith(SHA_256)) return unsupported("cdniuc has another hash than sha-256", "cdniuc");
  const hash = decodeBase64url(text.slice(SHA_256.length));
  if (hash?.length !== SHA_256_BYTES) return malformed("cdniuc has no hash of 32 bytes", "cdniuc");
  return { matches: uri => sameBytes(sha256(encoder.encode(uri)), hash) };
}
