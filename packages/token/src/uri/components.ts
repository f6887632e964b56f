import { type CanonicalUri, defaultPort } from "./canonical-uri.ts";

/** The parts of a URI that catu looks at, by their labels (CTA-5007-B 4.6.10). */
export const uriComponents = [
  "scheme",
  "host",
  "port",
  "path",
  "query",
  "parent-path",
  "filename",
  "stem",
  "extension",
] as const;

export type UriComponent = (typeof uriComponents)[number];

/** One part: `/live/cam1/a.tar.gz` has the parent-path `/live/cam1`, the stem `a.tar` and the extension `.gz`. */
export function uriComponent(uri: CanonicalUri, component: UriComponent): string {
  switch (component) {
    case "scheme":
      return uri.scheme;
    case "host":
      return uri.host;
    case "port":
      return uri.port;
    case "path":
      return uri.path;
    case "query":
      return uri.query;
    case "parent-path":
      return uri.path.slice(0, uri.path.lastIndexOf("/"));
    case "filename":
      return uri.path.slice(uri.path.lastIndexOf("/") + 1);
    case "stem":
      return uri.path.slice(uri.path.lastIndexOf("/") + 1, lastDot(uri.path));
    case "extension":
      return uri.path.slice(lastDot(uri.path));
  }
}

/**
 * The other form in which issuers write the same part: the number of the port that is the scheme's own, a
 * parent-path with its slash. Undefined where there is one form.
 */
export function otherForm(uri: CanonicalUri, component: UriComponent): string | undefined {
  if (component === "parent-path") return `${uriComponent(uri, component)}/`;
  return component === "port" && uri.port === "" ? defaultPort(uri.scheme) : undefined;
}

/** Where the extension of the last segment begins: its last dot, or its end. */
function lastDot(path: string): number {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") ? dot : path.length;
}
