import type { Renewal } from "../cat/catr.ts";
import { isHeaderValue, isHttpToken } from "./http-text.ts";

export const DEFAULT_COOKIE_NAME = "CTA-Common-Access-Token";
export const DEFAULT_HEADER_NAME = "cta-common-access-token";
const DEFAULT_REDIRECT_STATUS = 302;
const REDIRECT_STATUSES: readonly number[] = [301, 302, 303, 307, 308];

/** Attributes that an issuer may ask for (RFC 6265 section 4.1), without their values. */
const COOKIE_ATTRIBUTES: readonly string[] = [
  "secure",
  "httponly",
  "samesite",
  "domain",
  "path",
  "max-age",
  "expires",
  "partitioned",
];
/** Names that a token may not take over: they steer browsers, caches and connections. */
const RESERVED_HEADERS: readonly string[] = [
  "set-cookie",
  "location",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "trailer",
  "upgrade",
  "te",
  "cache-control",
  "expires",
  "etag",
  "age",
  "host",
  "date",
  "vary",
  "strict-transport-security",
  "clear-site-data",
  "refresh",
  "link",
  "alt-svc",
];
const RESERVED_BEGINNINGS: readonly string[] = [
  "access-control-",
  "content-",
  "cross-origin-",
  "proxy-",
  "sec-",
];

/** What is sent with the response. */
export interface RenderedRenewal {
  /** Undefined: as it would have been. */
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Where `automatic` goes: the way the old token came. */
export type ArrivedBy = "cookie" | "header" | "redirect";

/**
 * The answer that carries a new token. Names and parameters come from the issuer: whatever could add a line, an
 * attribute that is not listed, or a reserved header is left away or replaced by the default. `redirectUrl` is the
 * request's URL with the new token in it; undefined where a redirect is not possible, and the answer is too.
 */
export function renderRenewal(
  catr: Renewal,
  token: string,
  arrival: { readonly by: ArrivedBy; readonly redirectUrl?: string | undefined },
): RenderedRenewal | undefined {
  if (!isHeaderValue(token)) return undefined;
  const carry = catr.type === "automatic" ? arrival.by : catr.type;
  if (carry === "cookie") return { status: undefined, headers: [["Set-Cookie", cookie(catr, token)]] };
  if (carry === "header")
    return { status: undefined, headers: [[headerName(catr), headerText(catr, token)]] };
  const { redirectUrl } = arrival;
  if (redirectUrl === undefined || !isHeaderValue(redirectUrl)) return undefined;
  const status = catr.statusCode ?? DEFAULT_REDIRECT_STATUS;
  return {
    status: REDIRECT_STATUSES.includes(status) ? status : DEFAULT_REDIRECT_STATUS,
    headers: [["Location", redirectUrl]],
  };
}

function cookie({ cookieName, cookieParams = [] }: Renewal, token: string): string {
  const name = cookieName !== undefined && isHttpToken(cookieName) ? cookieName : DEFAULT_COOKIE_NAME;
  return [`${name}=${token}`, ...cookieParams.filter(isCookieAttribute)].join("; ");
}

function isCookieAttribute(param: string): boolean {
  const name = (param.split("=", 1)[0] ?? "").trim().toLowerCase();
  return isHeaderValue(param) && !param.includes(";") && COOKIE_ATTRIBUTES.includes(name);
}

function headerName({ headerName: name }: Renewal): string {
  const isAllowed = name !== undefined && isHttpToken(name) && !isReserved(name.toLowerCase());
  return isAllowed ? name : DEFAULT_HEADER_NAME;
}

function isReserved(name: string): boolean {
  return RESERVED_HEADERS.includes(name) || RESERVED_BEGINNINGS.some(start => name.startsWith(start));
}

function headerText({ headerParams = [] }: Renewal, token: string): string {
  return [token, ...headerParams.filter(param => isHeaderValue(param) && !param.includes(";"))].join(";");
}
