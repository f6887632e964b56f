import { type CanonicalUri, defaultPort } from "./canonical-uri.ts";
import { normalisePercent, removeDotSegments, uriTextKind } from "./normal-text.ts";

/** Longer URLs are refused. */
export const MAX_URI_LENGTH = 65_536;

const SCHEME = /^[a-z][a-z0-9+.-]*$/;
const HOST = /^(?:[a-z0-9._~-]+|\[[0-9a-f:.]+\])$/;
const PORT = /^0*(\d{0,5})$/;
const HIGHEST_PORT = 65_535;
const NONE = -1;
const SLASH = 0x2f;
const QUESTION_MARK = 0x3f;

// Several tokens and several claims look at one request's URL one after the other.
let lastUrl: string | undefined;
let lastUri: CanonicalUri | undefined;

// As many requests have few hosts, the checked form of the last one is kept.
let lastOrigin: string | undefined;
let lastAuthority: Authority | undefined;

type Authority = Pick<CanonicalUri, "scheme" | "host" | "port">;

/**
 * Reads the absolute URL of a request and normalises it. Undefined for whatever two programs may read in two ways:
 * user names, a fragment, backslashes, characters beyond ASCII, a percent sign that encodes nothing, an empty host.
 * Normalising twice is normalising once.
 */
export function parseRequestUri(url: string): CanonicalUri | undefined {
  if (url !== lastUrl) {
    lastUri = parse(url);
    lastUrl = url;
  }
  return lastUri;
}

function parse(url: string): CanonicalUri | undefined {
  const kind = url.length > MAX_URI_LENGTH ? "refused" : uriTextKind(url);
  const pathAt = kind === "refused" ? NONE : readOrigin(url);
  if (pathAt === NONE || lastAuthority === undefined) return undefined;
  const { scheme, host, port } = lastAuthority;
  const question = url.indexOf("?", pathAt);
  const writtenPath = url.slice(pathAt, question < 0 ? url.length : question);
  const writtenQuery = question < 0 ? "" : url.slice(question + 1);
  const path = kind === "plain" ? writtenPath : normalisePercent(writtenPath);
  const query = kind === "plain" ? writtenQuery : normalisePercent(writtenQuery);
  if (path === undefined || query === undefined) return undefined;
  return { scheme, host, port, path: path === "" ? "/" : removeDotSegments(path), query };
}

/** Where the origin ends, which `lastAuthority` is read from; NONE where there is none. */
function readOrigin(url: string): number {
  if (lastOrigin !== undefined && url.startsWith(lastOrigin) && isOriginEnd(url, lastOrigin.length))
    return lastOrigin.length;
  const colon = url.indexOf("://");
  if (colon < 1) return NONE;
  let end = colon + 3;
  while (!isOriginEnd(url, end)) end += 1;
  lastOrigin = url.slice(0, end);
  lastAuthority = parseAuthority(url.slice(0, colon).toLowerCase(), url.slice(colon + 3, end).toLowerCase());
  return end;
}

function isOriginEnd(url: string, at: number): boolean {
  const code = url.charCodeAt(at);
  return at >= url.length || code === SLASH || code === QUESTION_MARK;
}

function parseAuthority(scheme: string, authority: string): Authority | undefined {
  const portAt = /:[^:\]]*$/.exec(authority)?.index ?? authority.length;
  const host = authority.slice(0, portAt);
  const digits = PORT.exec(authority.slice(portAt + 1))?.[1];
  if (digits === undefined || Number(digits) > HIGHEST_PORT) return undefined;
  if (!SCHEME.test(scheme) || !HOST.test(host)) return undefined;
  return { scheme, host, port: digits === defaultPort(scheme) ? "" : digits };
}
