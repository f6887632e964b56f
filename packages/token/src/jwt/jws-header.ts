import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import { type Algorithm, algorithms } from "../keys/algorithms.ts";
import { type JsonObject, parseJsonObject } from "./strict-json.ts";

/** What is read of a JOSE header (RFC 7515 section 4). `jku`, `jwk`, `x5u` and `x5c` are passed over, never believed. */
export interface JwsHeader {
  /** The one it names; empty when that is not in our table, and no key fits: `none` above all. */
  readonly algorithms: readonly Algorithm[];
  readonly use: "mac" | "signature";
  readonly kid: string | undefined;
  /** `JWT`, `at+jwt`: any text; nothing depends on it. */
  readonly typ: string | undefined;
}

/** Issuers write few different headers: so many are kept parsed. */
const KEPT_HEADERS = 64;
/** Characters; longer headers are read anew each time. */
const KEPT_HEADER_LENGTH = 256;

/** A header with its text in base64url. */
interface KeptHeader {
  readonly text: string;
  readonly header: JwsHeader;
}

const kept = new Map<string, JwsHeader>();
let latest: KeptHeader | undefined;

/**
 * The header of a token: its first `end` characters, base64url. Undefined: not base64url, no JSON object, an `alg`,
 * `kid` or `typ` that is not a text, no `alg`, or `crit` or `b64` (RFC 7797), which ask for what is not done here.
 */
export function readJwsHeader(token: string, end: number): JwsHeader | undefined {
  // Most tokens have the header of the one before, and comparing is cheaper than looking up.
  if (latest !== undefined && latest.text.length === end && token.startsWith(latest.text))
    return latest.header;
  const text = token.slice(0, end);
  const known = kept.get(text);
  if (known !== undefined) return known;
  const bytes = decodeBase64url(text);
  const members = bytes && parseJsonObject(bytes);
  const header = members && headerOf(members);
  // The text is written anew, because a part of the token would hold the whole token in memory.
  if (header && bytes && text.length <= KEPT_HEADER_LENGTH) keep({ text: encodeBase64url(bytes), header });
  return header;
}

function keep(read: KeptHeader): void {
  const oldest = kept.size >= KEPT_HEADERS ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(read.text, read.header);
  latest = read;
}

function headerOf(members: JsonObject): JwsHeader | undefined {
  const { alg, kid, typ, crit, b64 } = members;
  if (typeof alg !== "string" || crit !== undefined || b64 !== undefined) return undefined;
  if (kid !== undefined && typeof kid !== "string") return undefined;
  if (typ !== undefined && typeof typ !== "string") return undefined;
  const isAllowed = isAlgorithm(alg) && algorithms[alg].jose;
  const use = isAllowed && algorithms[alg].use === "mac" ? "mac" : "signature";
  return { algorithms: isAllowed ? [alg] : [], use, kid, typ };
}

function isAlgorithm(text: string): text is Algorithm {
  return Object.hasOwn(algorithms, text);
}
