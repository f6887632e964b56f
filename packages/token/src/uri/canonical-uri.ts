/**
 * An absolute request URI in its normal form (RFC 3986 6.2.2 and 6.2.3), in parts. `scheme`, `host` are lower case;
 * `port` is empty where it is the scheme's own; `path` begins with a slash and has no dot segments; `query` is as it
 * was sent, without its question mark, with the percent-encodings of unreserved characters decoded.
 */
export interface CanonicalUri {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

/** The port that a scheme has by itself (RFC 9110 section 4.2), as a text; undefined for a scheme without. */
export function defaultPort(scheme: string): string | undefined {
  if (scheme === "https" || scheme === "wss") return "443";
  return scheme === "http" || scheme === "ws" ? "80" : undefined;
}

/** The URI in its one written form. */
export function formatUri({ scheme, host, port, path, query }: CanonicalUri): string {
  return `${scheme}://${host}${port && `:${port}`}${path}${query && `?${query}`}`;
}
