import { type EdgeSite, edgeSites } from "./edge-place.ts";
import type { ManifestPlace } from "./manifest.ts";
import type { Parameter } from "./parameter.ts";
import { splitTail } from "./reference.ts";

/** The two addresses an application has: at its origin, and under the viewer's session. */
export interface Site {
  readonly sessionRoot: string;
  /** Scheme and host as the URL parser prints them, `http:` and `127.0.0.1:8888`; undefined for folders. */
  readonly origin: { readonly protocol: string; readonly host: string } | undefined;
  /** Segments of the origin's base path; none for folders and for origins at the root of their host. */
  readonly baseSegments: readonly string[];
  readonly parameter: Parameter | undefined;
  /** Who else may see the session, and what it is in a path of theirs. */
  readonly edges: { readonly sites: readonly EdgeSite[]; readonly underHandle: string };
}

/** A place below the application's root that relative references are resolved against. */
export interface OwnBase {
  /** Encoded, without leading slash: `clip/index.m3u8`. */
  readonly path: string;
  /** Where each directory of `path` ends, its slash included: of `clip/index.m3u8` after `clip/`. */
  readonly directoryEnds: readonly number[];
}

/** What relative references are resolved against; "foreign": a place that is not ours, such as a CDN's BaseURL. */
export type Base = OwnBase | "foreign";

/** The site of a context, worked out once per manifest. An `originBase` that is no http URL counts as a folder. */
export function siteOf(context: ManifestPlace): Site {
  const { sessionRoot, originBase, parameter } = context;
  const { urls = [], underHandle = "" } = context.edges ?? {};
  const common = { sessionRoot, parameter, edges: { sites: edgeSites(urls), underHandle } };
  const url = originBase === undefined ? null : URL.parse(originBase);
  if (!url?.protocol.startsWith("http")) return { ...common, origin: undefined, baseSegments: [] };
  const { protocol, host, pathname } = url;
  return {
    ...common,
    origin: { protocol, host },
    baseSegments: pathname.split("/").filter(part => part !== ""),
  };
}

/** The base at an encoded path below the application's root; a query or fragment on it is left out. */
export function baseAt(path: string): OwnBase {
  const [plain] = splitTail(path);
  return { path: plain, directoryEnds: Array.from(plain.matchAll(/\//g), ({ index }) => index + 1) };
}

/** The base of a manifest: its own path, encoded. */
export function manifestBase(context: ManifestPlace): OwnBase {
  return baseAt(context.manifestPath.split("/").map(encodeSegment).join("/"));
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}

/** Whether a host named by a reference is the application's origin; `protocol` undefined for `//host`. */
export function isOriginHost(site: Site, protocol: string | undefined, authority: string): boolean {
  if (site.origin === undefined) return false;
  if (protocol === site.origin.protocol && authority === site.origin.host) return true;
  const url = URL.parse(`${protocol ?? site.origin.protocol}//${authority}`);
  return url?.protocol === site.origin.protocol && url.host === site.origin.host;
}
