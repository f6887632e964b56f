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

/**
 * The URL of a path below a base URL, with the query given. Undefined when the path is not a plain path below the
 * base; the result never leaves the base's host and folder.
 */
export function urlBelow(base: string, path: string, query: string | undefined): URL | undefined {
  const segments = innerPath(path)?.map(encodeSegment);
  if (segments === undefined || segments.includes(undefined)) return undefined;
  const root = new URL(base);
  const folder = `${root.pathname.replace(/\/+$/, "")}/`;
  const url = new URL(`${folder}${segments.join("/")}`, root);
  url.search = query ?? "";
  return url.origin === root.origin && url.pathname.startsWith(folder) ? url : undefined;
}

function encodeSegment(segment: string): string | undefined {
  try {
    return encodeURIComponent(segment).replace(/%(?:24|26|2B|2C|3A|3D|40)/g, code => KEPT[code] ?? code);
  } catch {
    return undefined;
  }
}
