import { type ArrivedBy, renderRenewal, type Secret } from "@sluice/token";
import { URI_SIGNING_PACKAGE } from "../access/path-tokens.ts";
import { carriesToken, queryWithoutCredentials } from "../access/query-credentials.ts";
import type { DueRenewal } from "../access/renew-token.ts";
import type { VerifiedToken } from "../access/verified-token.ts";
import { encodePath } from "../lib/encode-path.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { GatewayDependencies, GatewayRequest } from "./gateway-request.ts";
import { manifestHeaders } from "./reply-headers.ts";

/** Where the client is to come back with a new token. */
export interface RenewedAddress {
  readonly form: "renewed";
  readonly status: number;
  /** Root-relative. */
  readonly location: string;
}

/**
 * The redirect by which a token is renewed that came in the URL, before anything is spent; undefined: none is due, or the
 * new token travels otherwise.
 */
export async function renewByRedirect(
  dependencies: GatewayDependencies,
  entry: GatewayRequest,
  token: VerifiedToken | undefined,
  stream: LocatedStream,
): Promise<RenewedAddress | undefined> {
  if (entry.request.method !== "GET" || !token?.text) return undefined;
  const nowSeconds = Math.floor(entry.nowMilliseconds / 1000);
  const due = dependencies.renewals.due(token, stream, nowSeconds);
  const by = arrivalOf(entry, token.text);
  if (!due || carryOf(due, by) !== "redirect") return undefined;
  const text = await dependencies.renewals.renew(due, nowSeconds);
  if (!text) return undefined;
  const redirectUrl = addressWith(dependencies.basePath, entry, text);
  const rendered = renderRenewal(due.wanted, text.expose(), { by, redirectUrl });
  return rendered && { form: "renewed", status: rendered.status ?? 302, location: redirectUrl };
}

/** The headers by which an entry's answer carries a new token; none where none is due, or where it travels by redirect. */
export async function renewalHeaders(
  dependencies: GatewayDependencies,
  entry: GatewayRequest,
  token: VerifiedToken | undefined,
  stream: LocatedStream,
): Promise<Record<string, string>> {
  if (entry.request.method !== "GET" || !token?.text) return {};
  const nowSeconds = Math.floor(entry.nowMilliseconds / 1000);
  const due = dependencies.renewals.due(token, stream, nowSeconds);
  const by = arrivalOf(entry, token.text);
  if (!due || carryOf(due, by) === "redirect") return {};
  const text = await dependencies.renewals.renew(due, nowSeconds);
  if (!text) return {};
  if (due.cookiePathDepth !== undefined)
    return { "set-cookie": signedCookie(dependencies, entry, due, text) };
  const rendered = renderRenewal(due.wanted, text.expose(), { by });
  const [[name, value] = []] = rendered?.headers ?? [];
  if (name === undefined || value === undefined) return {};
  if (name.toLowerCase() === "set-cookie") return { "set-cookie": value };
  const exposed = `${manifestHeaders["access-control-expose-headers"]}, ${name}`;
  return { [name.toLowerCase()]: value, "access-control-expose-headers": exposed };
}

function carryOf({ carry }: DueRenewal, by: ArrivedBy): ArrivedBy {
  return carry === "automatic" ? by : carry;
}

/** The way a text came; of several the first that was believed. */
function arrivalOf({ pathTokens, query, request }: GatewayRequest, token: Secret): ArrivedBy {
  const text = token.expose();
  if (pathTokens.some(other => other.expose() === text)) return "redirect";
  if ([...new URLSearchParams(query).values()].includes(text)) return "redirect";
  const { authorization = "", "cta-common-access-token": header = "" } = request.headers;
  return `${authorization} ${String(header)}`.includes(text) ? "header" : "cookie";
}

/** The same address with the new token where the old one was: in the path, or in the query. */
function addressWith(
  basePath: string,
  { segments, trailingSlash, query, pathTokens }: GatewayRequest,
  token: Secret,
): string {
  const path = encodePath(segments) + (trailingSlash ? "/" : "");
  const rest = queryWithoutCredentials(query);
  const pairs = rest === undefined ? [] : [rest];
  if (pathTokens.length > 0) {
    return `${basePath}/${token.expose()}${path}${pairs.map(pair => `?${pair}`).join("")}`;
  }
  const [name = "CAT"] = [...new URLSearchParams(query)].find(pair => carriesToken(...pair)) ?? [];
  return `${basePath}${path}?${[...pairs, `${name}=${token.expose()}`].join("&")}`;
}

/** RFC 9246 section 2.1.13: the cookie's path has as many segments of the request's as the token says. */
function signedCookie(
  { basePath }: GatewayDependencies,
  { segments }: GatewayRequest,
  { cookiePathDepth = 0 }: DueRenewal,
  token: Secret,
): string {
  const below = basePath.split("/").filter(segment => segment !== "");
  const path = encodePath([...below, ...segments].slice(0, cookiePathDepth));
  return `${URI_SIGNING_PACKAGE}=${token.expose()}; Path=${path || "/"}; HttpOnly`;
}
