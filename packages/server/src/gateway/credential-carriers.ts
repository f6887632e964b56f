import type { IncomingHttpHeaders } from "node:http";
import { Secret } from "@sluice/token";
import type { Credential } from "../access/credential.ts";
import { holdsCredential } from "../lib/redact.ts";

/** Query parameters that carry a token, as the four products and the CAT standard name them. */
const QUERY_NAMES: ReadonlySet<string> = new Set(["token", "access_token", "jwt", "CAT"]);
const COOKIE_NAMES: ReadonlySet<string> = new Set(["sluice_token", "CTA-Common-Access-Token"]);
const CAT_HEADER = "cta-common-access-token";
/** A query that an origin has a use for is far shorter; of a longer one nothing is passed on. */
const QUERY_LIMIT = 4096;
const PAIRS_LIMIT = 64;
/** A token in a URL inside of a parameter is encoded twice, and some clients encode once more. */
const DECODINGS = 4;

/**
 * Reads the credential of a gateway request. Explicit carriers (query, headers) beat the cookie; two different
 * tokens in explicit carriers conflict; the same one twice is one.
 */
export function readCredential(query: string, headers: IncomingHttpHeaders): Credential {
  const explicit = new Set([...queryTokens(query), ...headerTokens(headers)]);
  if (explicit.size > 1) return { kind: "conflict" };
  const [token] = explicit.size === 1 ? explicit : cookieTokens(headers.cookie);
  return token === undefined ? { kind: "none" } : { kind: "bearer", token: new Secret(token) };
}

/**
 * The query without its credentials, for the origin: `_HLS_msn=5&_HLS_part=0`. Undefined when nothing is left. A token
 * under a wrong name is left out too. A query that is absurdly long counts as empty.
 */
export function queryWithoutCredentials(query: string): string | undefined {
  if (query === "" || query.length > QUERY_LIMIT) return undefined;
  const pairs = query.split("&", PAIRS_LIMIT + 1);
  if (pairs.length > PAIRS_LIMIT) return undefined;
  const rest = pairs.filter(pair => pair !== "" && !isCredential(pair));
  return rest.length > 0 ? rest.join("&") : undefined;
}

function isCredential(pair: string): boolean {
  if (QUERY_NAMES.has(nameOf(pair))) return true;
  let text = pair;
  for (let decoding = 0; decoding < DECODINGS; decoding += 1) {
    if (holdsCredential(text)) return true;
    text = [...new URLSearchParams(text)].flat().join(" ");
  }
  return false;
}

function queryTokens(query: string): string[] {
  if (query === "") return [];
  return [...new URLSearchParams(query)]
    .filter(([name, value]) => QUERY_NAMES.has(name) && value !== "")
    .map(([, value]) => value);
}

/** A header that was sent several times has its values joined by commas, which no token contains. */
function headerTokens(headers: IncomingHttpHeaders): string[] {
  const bearers = listed(headers.authorization).map(value => /^Bearer\s+(\S+)$/i.exec(value)?.[1] ?? "");
  return [...bearers, ...listed(headers[CAT_HEADER])].filter(token => token !== "");
}

function listed(header: string | string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map(value => value.trim());
}

function cookieTokens(cookie: string | undefined): string[] {
  return (cookie ?? "")
    .split(";")
    .map(pair => pair.trim())
    .filter(pair => COOKIE_NAMES.has(nameOf(pair)))
    .map(pair => pair.slice(pair.indexOf("=") + 1));
}

function nameOf(pair: string): string {
  const mark = pair.indexOf("=");
  const name = mark < 0 ? pair : pair.slice(0, mark);
  return new URLSearchParams(`${name}=`).keys().next().value ?? "";
}
