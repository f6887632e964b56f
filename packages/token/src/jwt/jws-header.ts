import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import { decodeUtf8 } from "../bytes/utf8.ts";
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

const kept = new Map<string, JwsHeader>();

/**
 * The header behind `text`, base64url. Undefined: not base64url, no JSON object, an `alg`, `kid` or `typ` that is not a
 * text, no `alg`, or `crit` or `b64` (RFC 7797), which ask for what is not done here.
 */
export function readJwsHeader(text: string): JwsHeader | undefined {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const bytes = decodeBase64url(text);
  const json = bytes && decodeUtf8(bytes);
  const members = json === undefined ? undefined : parseJsonObject(json);
  const header = members && headerOf(members);
  // The text is written anew, because a part of the token would hold the whole token in memory.
  if (header && bytes && text.length <= KEPT_HEADER_LENGTH) keep(encodeBase64url(bytes), header);
  return header;
}

function keep(text: string, header: JwsHeader): void {
  const oldest = kept.size >= KEPT_HEADERS ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(text, header);
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
