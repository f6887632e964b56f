import { climb } from "./climb.ts";
import { edgeUri } from "./edge-place.ts";
import type { RewriteMode } from "./manifest.ts";
import { withParameter } from "./parameter.ts";
import { type Reference, readReference } from "./reference.ts";
import { type Base, isOriginHost, type OwnBase, type Site } from "./site.ts";

/**
 * Where a reference leads. "inside": below the application's root, and read the same under the session, so it may stay
 * as it is. "moved": below the root, but only if written under the session. "elsewhere": not ours. Paths are encoded,
 * without leading slash, and carry the query and fragment.
 */
export type Destination =
  | { readonly where: "inside" | "moved"; readonly path: string }
  | { readonly where: "elsewhere" };

const ELSEWHERE: Destination = { where: "elsewhere" };

/** Most references there are: relative, downwards, without escapes in the path. They need no closer look. */
const PLAINLY_INSIDE = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*(?:[?#][!-~]*)?$/;

/** A reference as it must stand in the manifest: under the session where that is needed, else as it was. */
export function placeUri(uri: string, base: Base, site: Site, mode: RewriteMode): string {
  const { parameter } = site;
  if (mode === "session" && parameter === undefined && PLAINLY_INSIDE.test(uri)) return uri;
  const destination = locate(uri, base, site);
  if (destination.where === "elsewhere") return edgeUri(uri, site.edges) ?? uri;
  const stays = destination.where === "inside" && mode === "session";
  const placed = stays ? uri : site.sessionRoot + destination.path;
  return parameter === undefined ? placed : withParameter(placed, parameter);
}

/** Whether a reference leads to the application's own media, or to an edge that delivers it. */
export function isOurs(uri: string, base: Base, site: Site): boolean {
  return locate(uri, base, site).where !== "elsewhere" || edgeUri(uri, site.edges) !== undefined;
}

/**
 * Finds where a reference leads. A reference that would climb above the application's root, or that is root-relative
 * but not below the origin's base, would mean some other address of this server once it is served from here, in the
 * worst case another session. It is cut off at the root instead, as RFC 3986 section 5.2.4 does at the root of a host:
 * it ends up under this session, where the handle's scope judges it.
 */
export function locate(uri: string, base: Base, site: Site): Destination {
  const reference = readReference(uri);
  switch (reference.form) {
    case "other-scheme":
      return ELSEWHERE;
    case "hosted":
      return locateHosted(reference, base, site);
    case "rooted":
      return base === "foreign" ? ELSEWHERE : locateRooted(reference, site);
    case "relative":
      return base === "foreign" ? ELSEWHERE : locateRelative(reference, base, site);
    default:
      return reference satisfies never;
  }
}

function locateHosted(
  reference: Extract<Reference, { form: "hosted" }>,
  base: Base,
  site: Site,
): Destination {
  // Under the session it would be root-relative, and so be resolved against what is foreign.
  if (base === "foreign") return ELSEWHERE;
  if (!isOriginHost(site, reference.protocol, reference.authority)) return ELSEWHERE;
  const path = belowBase(climb(reference.path.slice(1), 0).segments, site.baseSegments);
  return path === undefined ? ELSEWHERE : { where: "moved", path: path + reference.tail };
}

function locateRooted(reference: Extract<Reference, { form: "rooted" }>, site: Site): Destination {
  const { segments } = climb(reference.path.slice(1), 0);
  const path = `/${segments.join("/")}`;
  if (path.startsWith(site.sessionRoot)) {
    const untouched = reference.tidy && path === reference.path;
    return {
      where: untouched ? "inside" : "moved",
      path: path.slice(site.sessionRoot.length) + reference.tail,
    };
  }
  const own = belowBase(segments, site.baseSegments) ?? segments.join("/");
  return { where: "moved", path: own + reference.tail };
}

function locateRelative(
  reference: Extract<Reference, { form: "relative" }>,
  { path, directoryEnds }: OwnBase,
  site: Site,
): Destination {
  const { tidy, tail } = reference;
  if (reference.path === "") return { where: "inside", path: path + tail };
  const { keptDepth, above, segments } = climb(reference.path, directoryEnds.length);
  const below = segments.join("/");
  if (above === 0) {
    const kept = path.slice(0, directoryEnds[keptDepth - 1] ?? 0);
    return { where: tidy ? "inside" : "moved", path: kept + below + tail };
  }
  const kept = site.baseSegments.slice(0, Math.max(0, site.baseSegments.length - above));
  return { where: "moved", path: (belowBase([...kept, ...segments], site.baseSegments) ?? below) + tail };
}

/** The rest of a path below the base, or undefined if it is not below it; the base itself needs its final slash. */
function belowBase(segments: readonly string[], baseSegments: readonly string[]): string | undefined {
  const isBelow =
    segments.length > baseSegments.length && baseSegments.every((part, i) => part === segments[i]);
  return isBelow ? segments.slice(baseSegments.length).join("/") : undefined;
}
