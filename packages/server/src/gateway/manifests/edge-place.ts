import { climb } from "./climb.ts";
import { readReference } from "./reference.ts";

/** One of the web servers that may see a session. */
export interface EdgeSite {
  /** Scheme and host as the URL parser prints them. */
  readonly protocol: string;
  readonly host: string;
  /** `/hls/`; of a host as a whole `/`. */
  readonly base: string;
}

/** The sites of a context, worked out once per manifest; what is no http URL is none. */
export function edgeSites(urls: readonly string[]): readonly EdgeSite[] {
  return urls.flatMap(text => {
    const url = URL.parse(text);
    if (!url?.protocol.startsWith("http")) return [];
    return [{ protocol: url.protocol, host: url.host, base: `${url.pathname.replace(/\/+$/, "")}/` }];
  });
}

/**
 * A URI that is not the application's own, under the session where one of the edges delivers it:
 * `https://edge.example/hls/s/<handle>/films/…`, so that relative URIs of what is served there stay under it. Undefined
 * for any other. One that names no scheme is none of theirs: what it would take is not known here.
 */
export function edgeUri(
  uri: string,
  { sites, underHandle }: { readonly sites: readonly EdgeSite[]; readonly underHandle: string },
): string | undefined {
  if (sites.length === 0) return undefined;
  const reference = readReference(uri);
  if (reference.form !== "hosted" || reference.protocol === undefined) return undefined;
  const url = URL.parse(`${reference.protocol}//${reference.authority}`);
  if (url === null || url.username !== "" || url.password !== "") return undefined;
  const path = `/${climb(reference.path.slice(1), 0).segments.join("/")}`;
  const site = sites.find(
    each => each.protocol === url.protocol && each.host === url.host && path.startsWith(each.base),
  );
  if (site === undefined) return undefined;
  const rest = path.slice(site.base.length);
  const own = `${underHandle.slice(1)}/`;
  return `${site.protocol}//${site.host}${site.base}${rest.startsWith(own) ? "" : own}${rest}${reference.tail}`;
}
