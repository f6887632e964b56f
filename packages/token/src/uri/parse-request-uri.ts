import { type CanonicalUri, defaultPort } from "./canonical-uri.ts";
import { isPlain, isUriText, normalisePercent, removeDotSegments } from "./normal-text.ts";

/** Longer URLs are refused. */
export const MAX_URI_LENGTH = 65_536;

const SCHEME = /^[a-z][a-z0-9+.-]*$/;
const HOST = /^(?:[a-z0-9._~-]+|\[[0-9a-f:.]+\])$/;
const PORT = /^0*(\d{0,5})$/;
const HIGHEST_PORT = 65_535;

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
  if (url.length > MAX_URI_LENGTH) return undefined;
  const colon = url.indexOf("://");
  if (colon < 1 || !isUriText(url)) return undefined;
  const question = url.indexOf("?", colon + 3);
  const end = question < 0 ? url.length : question;
  const slash = url.indexOf("/", colon + 3);
  const pathAt = slash < 0 || slash > end ? end : slash;
  const authority = parseOrigin(url.slice(0, pathAt), colon);
  if (authority === undefined) return undefined;
  const path = normalPath(url.slice(pathAt, end));
  const query = normalQuery(question < 0 ? "" : url.slice(question + 1));
  if (path === undefined || query === undefined) return undefined;
  return { scheme: authority.scheme, host: authority.host, port: authority.port, path, query };
}

function normalPath(text: string): string | undefined {
  if (text === "") return "/";
  const path = isPlain(text) ? text : normalisePercent(text);
  return path === undefined ? undefined : removeDotSegments(path);
}

const normalQuery = (text: string) => (isPlain(text) ? text : normalisePercent(text));

function parseOrigin(origin: string, colon: number): Authority | undefined {
  if (origin !== lastOrigin) {
    lastAuthority = parseAuthority(
      origin.slice(0, colon).toLowerCase(),
      origin.slice(colon + 3).toLowerCase(),
    );
    lastOrigin = origin;
  }
  return lastAuthority;
}

function parseAuthority(scheme: string, authority: string): Authority | undefined {
  const portAt = /:[^:\]]*$/.exec(authority)?.index ?? authority.length;
  const host = authority.slice(0, portAt);
  const digits = PORT.exec(authority.slice(portAt + 1))?.[1];
  if (digits === undefined || Number(digits) > HIGHEST_PORT) return undefined;
  if (!SCHEME.test(scheme) || !HOST.test(host)) return undefined;
  return { scheme, host, port: digits === defaultPort(scheme) ? "" : digits };
}
