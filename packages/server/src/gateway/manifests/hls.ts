import { readHlsFacts } from "./hls-facts.ts";
import { offeredRenditions, type PathOf, withoutRefused } from "./hls-renditions.ts";
import { rewritePlaylist } from "./hls-rewrite.ts";
import { wrapMediaPlaylist } from "./hls-wrapper.ts";
import type { ManifestKind, ManifestPlace } from "./manifest.ts";
import { placePath } from "./place-path.ts";
import { manifestBase, siteOf } from "./site.ts";

const MEDIA_TYPES: ReadonlySet<string> = new Set([
  "application/vnd.apple.mpegurl",
  "application/x-mpegurl",
  "application/mpegurl",
  "audio/mpegurl",
  "audio/x-mpegurl",
  "vnd.apple.mpegurl",
]);

/** HLS and low-latency HLS playlists (RFC 8216bis). Every byte that is not a URI of ours is kept. */
export const hls: ManifestKind = {
  id: "hls",
  contentType: "application/vnd.apple.mpegurl",
  looksLike(path, contentType) {
    const mediaType = contentType.split(";", 1).join().trim().toLowerCase();
    return MEDIA_TYPES.has(mediaType) || /\.m3u8?$/i.test(path);
  },
  parse: readHlsFacts,
  renditions: (text, place) => offeredRenditions(text, pathReader(place)).map(({ rendition }) => rendition),
  rewrite(text, context) {
    const facts = context.mode === "bootstrap" ? readHlsFacts(text) : undefined;
    if (facts?.kind === "hls-media") return wrapMediaPlaylist(facts, context);
    const { keep } = context;
    const kept = keep === undefined ? text : withoutRefused(text, pathReader(context), keep);
    return rewritePlaylist(kept, context);
  },
};

function pathReader(place: ManifestPlace): PathOf {
  const site = siteOf(place);
  const base = manifestBase(place);
  return uri => (uri.includes("{$") ? undefined : placePath(uri, base, site));
}
