import { isObject, type JsonObject } from "./json-object.ts";
import { isOurs, placeUri } from "./locate.ts";
import type { RewriteContext } from "./manifest.ts";
import { manifestBase, type OwnBase, type Site, siteOf } from "./site.ts";

interface Steering {
  readonly site: Site;
  readonly base: OwnBase;
  readonly mode: RewriteContext["mode"];
}

/**
 * A steering manifest (RFC 8216bis section 7.2) that sends nobody's session to a host that may not see it: the next address
 * to ask must be ours, and clones of pathways must not name other hosts. A clone that names the origin stays here; one that
 * names an edge keeps it; any other goes.
 */
export function rewriteSteering(manifest: JsonObject, context: RewriteContext): JsonObject {
  const steering: Steering = { site: siteOf(context), base: manifestBase(context), mode: context.mode };
  const { "RELOAD-URI": reload, "PATHWAY-CLONES": clones, ...rest } = manifest;
  return {
    ...rest,
    ...(typeof reload === "string" && isOurs(reload, steering.base, steering.site)
      ? { "RELOAD-URI": placeUri(reload, steering.base, steering.site, steering.mode) }
      : {}),
    ...(Array.isArray(clones) && {
      "PATHWAY-CLONES": clones.flatMap((clone: unknown) => rewriteClone(clone, steering) ?? []),
    }),
  };
}

function rewriteClone(clone: unknown, steering: Steering): JsonObject | undefined {
  if (!isObject(clone)) return undefined;
  const replacement = clone["URI-REPLACEMENT"];
  if (!isObject(replacement)) return clone;
  const { HOST: host, PARAMS: params, ...rest } = replacement;
  if (host !== undefined && !isKnownHost(host, steering.site)) return undefined;
  const staysHere = host === undefined || host === steering.site.origin?.host;
  const uris = ["PER-VARIANT-URIS", "PER-RENDITION-URIS"].flatMap(name => {
    const map = rest[name];
    return isObject(map) ? [[name, placeEach(map, steering)] as const] : [];
  });
  return {
    ...clone,
    "URI-REPLACEMENT": {
      ...rest,
      ...(staysHere ? {} : { HOST: host }),
      ...(isObject(params) && { PARAMS: withoutSession(params, steering.site) }),
      ...Object.fromEntries(uris),
    },
  };
}

/** A host, with its port where that is not the usual one, of the origin or of an edge. */
function isKnownHost(host: unknown, { origin, edges }: Site): boolean {
  return host === origin?.host || edges.sites.some(site => site.host === host);
}

function placeEach(uris: JsonObject, { base, site, mode }: Steering): JsonObject {
  return Object.fromEntries(
    Object.entries(uris).map(([id, uri]) => [
      id,
      typeof uri === "string" && uri !== "" ? placeUri(uri, base, site, mode) : uri,
    ]),
  );
}

/** Parameters that are put into every address replace those that are there. */
function withoutSession(params: JsonObject, { parameter }: Site): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== parameter?.name));
}
