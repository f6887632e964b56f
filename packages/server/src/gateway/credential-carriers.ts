import type { IncomingHttpHeaders } from "node:http";
import { Secret } from "@sluice/token";
import type { Credential } from "../access/credential.ts";

/** Query parameters that carry a token, as the four products and the CAT standard name them. */
const QUERY_NAMES: ReadonlySet<string> = new Set(["token", "access_token", "jwt", "CAT"]);
const COOKIE_NAMES: ReadonlySet<string> = new Set(["sluice_token", "CTA-Common-Access-Token"]);
const CAT_HEADER = "cta-common-access-token";

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

/** The query without its credentials, for the origin: `_HLS_msn=5&_HLS_part=0`. Undefined when nothing is left. */
export function queryWithoutCredentials(query: string): string | undefined {
  const rest = query.split("&").filter(pair => pair !== "" && !QUERY_NAMES.has(nameOf(pair)));
  return rest.length > 0 ? rest.join("&") : undefined;
}

function queryTokens(query: string): string[] {
  if (query === "") return [];
  return [...new URLSearchParams(query)]
    .filter(([name, value]) => QUERY_NAMES.has(name) && value !== "")
    .map(([, value]) => value);
}

function headerTokens(headers: IncomingHttpHeaders): string[] {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? "")?.[1];
  const cat = headers[CAT_HEADER];
  return [bearer, cat].flat().flatMap(value => (value === undefined || value === "" ? [] : [value]));
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
