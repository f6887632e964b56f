/**
 * The path of a request, judged and taken apart once. `segments` are decoded and safe to compare, to join with `/`
 * and to hand to an origin, which encodes them again; `trailingSlash` tells `/a/` from `/a` (and is true for `/`).
 */
export type NormalisedPath =
  | { readonly ok: true; readonly segments: readonly string[]; readonly trailingSlash: boolean }
  | { readonly ok: false; readonly problem: "ambiguous" };

const AMBIGUOUS: NormalisedPath = { ok: false, problem: "ambiguous" };

/** Printable ASCII without `#`, `?` and `\`: what a path may consist of before it is decoded (RFC 3986 section 3.3). */
const RAW_PATH = /^\/[!"$->@-[\]-~]*$/;

/** What no decoded segment may hold: control characters (C0, DEL and C1), the separators of a path, query and fragment. */
const FORBIDDEN = /[\p{Cc}/\\?#]/u;

/** A segment that some server drops or climbs by: empty, dots (Windows: and spaces), also before a `;` (Tomcat). */
const DOTS = /^[. ]*(?:;|$)/;

const STILL_ENCODED = /%[0-9a-f]{2}/i;

/**
 * Normalises the path part of a request target: `/`-led, undecoded, without the query. It is the one place where this
 * happens, so that policy, store and origin judge and serve the same string (RFC 3986 section 6.2.2). A path that two
 * programs could read in two ways is refused, never repaired. Takes time linear in the length; never throws.
 */
export function normalisePath(rawPath: string): NormalisedPath {
  if (!RAW_PATH.test(rawPath)) return AMBIGUOUS;
  if (rawPath === "/") return { ok: true, segments: [], trailingSlash: true };
  const trailingSlash = rawPath.endsWith("/");
  const segments: string[] = [];
  for (const raw of rawPath.slice(1, trailingSlash ? -1 : undefined).split("/")) {
    const segment = decodeSegment(raw);
    if (segment === undefined) return AMBIGUOUS;
    segments.push(segment);
  }
  return { ok: true, segments, trailingSlash };
}

function decodeSegment(raw: string): string | undefined {
  const segment = decodeStrictly(raw);
  if (segment === undefined) return undefined;
  if (DOTS.test(segment) || FORBIDDEN.test(segment) || STILL_ENCODED.test(segment)) return undefined;
  return segment;
}

function decodeStrictly(raw: string): string | undefined {
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
