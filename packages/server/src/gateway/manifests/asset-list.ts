import { isObject, type JsonObject } from "./json-object.ts";
import { placeUri } from "./locate.ts";
import type { RewriteContext } from "./manifest.ts";
import { manifestBase, siteOf } from "./site.ts";

/** The asset list of an interstitial (RFC 8216bis appendix D.2) with own addresses under the session. */
export function rewriteAssetList(list: JsonObject, context: RewriteContext): JsonObject {
  const site = siteOf(context);
  const base = manifestBase(context);
  const assets: unknown = list["ASSETS"];
  if (!Array.isArray(assets)) return list;
  const placed = assets.map((asset: unknown) => {
    if (!isObject(asset)) return asset;
    const { URI: uri, ...rest } = asset;
    return typeof uri === "string" && uri !== ""
      ? { ...rest, URI: placeUri(uri, base, site, context.mode) }
      : asset;
  });
  return { ...list, ASSETS: placed };
}
