import type { IncomingHttpHeaders } from "node:http";
import { openToken, Secret } from "@sluice/token";
import type { Credential } from "../access/credential.ts";
import { URI_SIGNING_PACKAGE } from "../access/path-tokens.ts";
import { carriesToken } from "../access/query-credentials.ts";
import { readTotp } from "../access/totp-credential.ts";

const COOKIE_NAMES: ReadonlySet<string> = new Set([
  "sluice_token",
  "CTA-Common-Access-Token",
  "Common-Access-Token",
  "cta-common-access-token",
  URI_SIGNING_PACKAGE,
]);
const CAT_HEADER = "cta-common-access-token";
/** Tokens that are looked at in one request; CTA-5007-B section 4.4 asks for six. */
const TOKENS_LIMIT = 8;

/**
 * Reads the credential of a gateway request. Explicit carriers (path, query, headers) come before cookies. Several
 * Common Access Tokens may come together, and one that is acceptable suffices; then those of cookies join as the last.
 * Any other two different tokens in explicit carriers conflict; the same one twice is one. Where there is none, a subscriber's
 * id and code in the query count.
 */
export function readCredential(
  query: string,
  headers: IncomingHttpHeaders,
  inPath: readonly Secret[] = [],
): Credential {
  const ofPath = inPath.map(token => token.expose());
  const explicit = new Set([...ofPath, ...queryTokens(query), ...headerTokens(headers)]);
  // A subscriber's code beside a token is that token's companion, and proves nothing more.
  if (explicit.size === 0) for (const text of subscriberCode(query)) explicit.add(text);
  const ofCookies = cookieTokens(headers.cookie);
  if (explicit.size > 1 && ![...explicit].every(isCat)) return { kind: "conflict" };
  const [first, ...others] = ranked(explicit, ofCookies);
  if (first === undefined) return { kind: "none" };
  if (others.length === 0) return { kind: "bearer", token: new Secret(first) };
  if (others.length >= TOKENS_LIMIT) return { kind: "conflict" };
  return { kind: "several", tokens: [first, ...others].map(token => new Secret(token)) };
}

/** In the order in which they are tried. */
function ranked(explicit: ReadonlySet<string>, ofCookies: readonly string[]): readonly string[] {
  const [first, second] = explicit.size > 0 ? [...explicit, ...ofCookies] : ofCookies;
  // Nearly always: nothing is opened to find out that one token is one.
  if (first === undefined || second === undefined) return first === undefined ? [] : [first];
  if (!isCat(first)) return [first];
  return [...new Set([...explicit, ...ofCookies.filter(isCat)])];
}

/** Ant Media's `subscriberId` and `subscriberCode`, as one text. */
function subscriberCode(query: string): readonly string[] {
  const credential = readTotp(query);
  return credential ? [credential.expose()] : [];
}

function isCat(text: string): boolean {
  const opened = openToken(text);
  return "carries" in opened && opened.carries === "claims" && opened.format === "cat";
}

function queryTokens(query: string): string[] {
  if (query === "") return [];
  return [...new URLSearchParams(query)]
    .filter(([name, value]) => value !== "" && carriesToken(name, value))
    .map(([, value]) => value);
}

/** A header that was sent several times has its values joined by commas, which no token contains. */
function headerTokens(headers: IncomingHttpHeaders): string[] {
  const bearers = listed(headers.authorization).map(
    value => /^(?:Bearer|DPoP)\s+(\S+)$/i.exec(value)?.[1] ?? "",
  );
  return [...bearers, ...listed(headers[CAT_HEADER])].filter(token => token !== "");
}

function listed(header: string | string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map(value => value.trim());
}

function cookieTokens(cookie: string | undefined): string[] {
  if (cookie === undefined) return [];
  return cookie
    .split(";")
    .map(pair => pair.trim())
    .filter(pair => COOKIE_NAMES.has(pair.slice(0, Math.max(0, pair.indexOf("=")))))
    .map(pair => pair.slice(pair.indexOf("=") + 1).replace(/^"(.*)"$/, "$1"))
    .filter(token => token !== "");
}
