import { normalisePath } from "../../lib/path.ts";
import { innerPath } from "./inner-path.ts";

/** Characters that a path segment may hold as they are (RFC 3986 section 3.3); `;` stays encoded: some servers cut there. */
const KEPT: Readonly<Record<string, string>> = {
  "%24": "$",
  "%26": "&",
  "%2B": "+",
  "%2C": ",",
  "%3A": ":",
  "%3D": "=",
  "%40": "@",
};

/** A base URL, read once. */
export interface BaseUrl {
  readonly root: URL;
  /** Its path, with one slash at its end. */
  readonly folder: string;
}

/** @throws TypeError for what is no URL */
export function baseUrl(text: string): BaseUrl {
  const root = new URL(text);
  return { root, folder: folderOf(root) };
}

/**
 * The URL of a path below a base URL, with the query given. Undefined when the path is not a plain path below the
 * base; the result never leaves the base's host and folder. `encode` writes one segment, and throws for one that
 * cannot be written.
 */
export function urlBelow(
  base: string | BaseUrl,
  path: string,
  query: string | undefined,
  encode: (segment: string) => string = encodeSegment,
): URL | undefined {
  const segments = innerPath(path)?.map(segment => encoded(segment, encode));
  if (segments === undefined || segments.includes(undefined)) return undefined;
  const { root, folder } = typeof base === "string" ? baseUrl(base) : base;
  const url = new URL(root.origin + folder + segments.join("/"));
  if (query !== undefined) url.search = query;
  return url.origin === root.origin && url.pathname.startsWith(folder) ? url : undefined;
}

/** URLs that are remembered; a stream's segments for all its viewers are one each. */
const MEMORY = 4_096;
/** Longer ones are nobody's segments. */
const LONGEST_REMEMBERED = 512;

/** `urlBelow` for one base, which makes what viewers of one stream ask for once for all of them. Nobody may change the result. */
export function createUrlsBelow(
  base: BaseUrl,
  encode?: (segment: string) => string,
): (path: string, query: string | undefined) => URL | undefined {
  const urls = new Map<string, URL>();
  return (path, query) => {
    const known = query === undefined ? urls.get(path) : undefined;
    if (known) return known;
    const url = urlBelow(base, path, query, encode);
    if (url && query === undefined && path.length <= LONGEST_REMEMBERED) {
      if (urls.size >= MEMORY) urls.clear();
      urls.set(path, url);
    }
    return url;
  };
}

/**
 * The path of a URL below a base URL, decoded: the reverse of `urlBelow`. Undefined for a URL that does not lie below
 * it, and for a path that could be read in two ways, which the gateway would not be asked for either.
 */
export function pathBelow(base: string, url: URL): string | undefined {
  const root = new URL(base);
  const folder = folderOf(root);
  if (url.origin !== root.origin || !url.pathname.startsWith(folder)) return undefined;
  const path = normalisePath(`/${url.pathname.slice(folder.length)}`);
  if (!path.ok) return undefined;
  const { segments, trailingSlash } = path;
  return segments
    .map((segment, i) => (trailingSlash || i + 1 < segments.length ? `${segment}/` : segment))
    .join("");
}

function folderOf(root: URL): string {
  return `${root.pathname.replace(/\/+$/, "")}/`;
}

function encoded(segment: string, encode: (segment: string) => string): string | undefined {
  try {
    return encode(segment);
  } catch {
    return undefined;
  }
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%(?:24|26|2B|2C|3A|3D|40)/g, code => KEPT[code] ?? code);
}
