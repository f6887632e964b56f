import { rewriteAssetList } from "./asset-list.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import type { ManifestFacts, ManifestKind, RewriteContext } from "./manifest.ts";
import { rewriteSteering } from "./steering.ts";

const MEDIA_TYPES: ReadonlySet<string> = new Set(["application/json", "application/vnd.apple.steering-list"]);

const FACTS: ManifestFacts = { kind: "companion", live: true, peakBitsPerSecond: undefined, entries: 1 };

/**
 * JSON that players fetch beside a manifest: steering manifests (RFC 8216bis section 7.2, ETSI TS 103 998), asset lists of
 * interstitials (RFC 8216bis appendix D), and anything else, which stays as it is. None of it is ever an entry.
 */
export const companion: ManifestKind = {
  id: "companion",
  contentType: "application/json",
  looksLike(path, contentType) {
    return (
      MEDIA_TYPES.has(contentType.split(";", 1).join().trim().toLowerCase()) || /\.(?:json|dcsm)$/i.test(path)
    );
  },
  parse: text => (readJson(text) === undefined ? undefined : FACTS),
  renditions: () => [],
  rewrite(text, context) {
    const json = readJson(text);
    if (json === undefined) return text;
    const rewritten = rewriteObject(json, context);
    return rewritten === undefined ? text : JSON.stringify(rewritten);
  },
};

/** Players obey each of them where the others are missing, whatever the specification says must be there. */
const STEERING: readonly string[] = ["PATHWAY-PRIORITY", "PATHWAY-CLONES", "RELOAD-URI"];

function rewriteObject(json: JsonObject, context: RewriteContext): JsonObject | undefined {
  if (STEERING.some(name => json[name] !== undefined)) return rewriteSteering(json, context);
  if (Array.isArray(json["ASSETS"])) return rewriteAssetList(json, context);
  return undefined;
}

function readJson(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
