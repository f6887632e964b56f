import { readHlsFacts } from "./hls-facts.ts";
import { readAttributes, readLines, tagName, uriBounds } from "./hls-lines.ts";
import { offeredRenditions, type PathOf, withoutRefused } from "./hls-renditions.ts";
import { isDecided } from "./hls-variables.ts";
import { wrapMediaPlaylist } from "./hls-wrapper.ts";
import { placeUri } from "./locate.ts";
import type { ManifestKind, ManifestPlace, RewriteContext } from "./manifest.ts";
import { placePath } from "./place-path.ts";
import { manifestBase, siteOf } from "./site.ts";

/** Attributes that hold a URI, in known and unknown tags alike (RFC 8216bis section 4.4 and appendix D). */
const URI_ATTRIBUTES: ReadonlySet<string> = new Set(["URI", "SERVER-URI", "X-ASSET-URI", "X-ASSET-LIST"]);

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
    return rewriteLines(kept, context);
  },
};

function pathReader(place: ManifestPlace): PathOf {
  const site = siteOf(place);
  const base = manifestBase(place);
  return uri => (uri.includes("{$") ? undefined : placePath(uri, base, site));
}

function rewriteLines(text: string, context: RewriteContext): string {
  const place = placer(context);
  let output = "";
  for (const line of readLines(text)) output += rewriteLine(line.text, place) + line.lineBreak;
  return output;
}

function rewriteLine(line: string, place: (uri: string) => string): string {
  const name = tagName(line);
  // The text after a duration is a title for people, whatever it looks like.
  if (name !== undefined) return name === "EXTINF" ? line : rewriteAttributes(line, place);
  const bounds = uriBounds(line);
  if (bounds === undefined) return line;
  const { start, end } = bounds;
  return line.slice(0, start) + place(line.slice(start, end)) + line.slice(end);
}

function rewriteAttributes(line: string, place: (uri: string) => string): string {
  let output = "";
  let done = 0;
  for (const { name, value, start, end } of readAttributes(line)) {
    if (!URI_ATTRIBUTES.has(name)) continue;
    output += line.slice(done, start) + place(value);
    done = end;
  }
  return output + line.slice(done);
}

function placer(context: RewriteContext): (uri: string) => string {
  const site = siteOf(context);
  const base = manifestBase(context);
  return uri => (uri !== "" && isDecided(uri, site) ? placeUri(uri, base, site, context.mode) : uri);
}
