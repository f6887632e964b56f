import { isKeyFile } from "../key-file.ts";

/** The media type of HLS playlists (RFC 8216 section 4). */
export const HLS_PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

/** What Sluice delivers: extension → media type. Nothing else leaves an origin, above all no page and no script. */
const typeOfExtension: Readonly<Record<string, string>> = {
  m3u8: HLS_PLAYLIST_TYPE,
  m3u: HLS_PLAYLIST_TYPE,
  mpd: "application/dash+xml",
  mp4: "video/mp4",
  m4s: "video/iso.segment",
  m4v: "video/mp4",
  m4a: "audio/mp4",
  cmfv: "video/mp4",
  cmfa: "audio/mp4",
  cmft: "application/mp4",
  cmfm: "application/mp4",
  mov: "video/quicktime",
  ts: "video/mp2t",
  m2ts: "video/mp2t",
  webm: "video/webm",
  weba: "audio/webm",
  aac: "audio/aac",
  ac3: "audio/ac3",
  ec3: "audio/eac3",
  mp3: "audio/mpeg",
  flac: "audio/flac",
  ogg: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  vtt: "text/vtt",
  webvtt: "text/vtt",
  srt: "application/x-subrip",
  ttml: "application/ttml+xml",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  key: "application/octet-stream",
  json: "application/json",
  dcsm: "application/json",
};

/** Other names that servers use for a type above. */
const typeOfAlias: Readonly<Record<string, string>> = {
  "application/x-mpegurl": HLS_PLAYLIST_TYPE,
  "application/mpegurl": HLS_PLAYLIST_TYPE,
  "audio/mpegurl": HLS_PLAYLIST_TYPE,
  "audio/x-mpegurl": HLS_PLAYLIST_TYPE,
  "video/m4s": "video/iso.segment",
  "audio/iso.segment": "audio/mp4",
  "video/x-m4v": "video/mp4",
  "audio/m4a": "audio/mp4",
  "audio/x-m4a": "audio/mp4",
  "audio/aacp": "audio/aac",
  "audio/x-aac": "audio/aac",
  "audio/mp3": "audio/mpeg",
  "video/mpeg2": "video/mp2t",
  "video/vnd.dlna.mpeg-tts": "video/mp2t",
  "application/srt": "application/x-subrip",
  "text/srt": "application/x-subrip",
  "image/jpg": "image/jpeg",
  "application/vnd.apple.steering-list": "application/json",
  // What web servers take a file of 16 bytes for whose name ends in `.key`.
  "application/pgp-keys": "application/octet-stream",
  "application/vnd.apple.keynote": "application/octet-stream",
  "application/x-iwork-keynote-sffkey": "application/octet-stream",
};

/** What servers say when they do not know; the extension then decides. */
const vagueTypes: ReadonlySet<string> = new Set([
  "application/octet-stream",
  "application/unknown",
  "application/xml",
  "binary/octet-stream",
  "text/plain",
  "text/xml",
]);

const extensions: ReadonlyMap<string, string> = new Map(Object.entries(typeOfExtension));
const knownTypes: ReadonlyMap<string, string> = new Map([
  ...[...extensions.values()].map(type => [type, type] as const),
  ...Object.entries(typeOfAlias),
]);

/**
 * The media type of a path by its extension, in any case, or of a key by its name (`aes_key`); undefined: not media that
 * Sluice delivers.
 */
export function mediaTypeOfPath(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  const known = dot < 1 ? undefined : extensions.get(name.slice(dot + 1).toLowerCase());
  return known ?? (isKeyFile(name) ? extensions.get("key") : undefined);
}

/**
 * The media type of an HTTP origin's answer: its `Content-Type` without parameters, in one spelling, when it is on the
 * list; the path's type when the header is missing or says nothing (RFC 9110 section 8.3); else undefined: refuse it.
 */
export function mediaTypeOfReply(contentType: string | undefined, path: string): string | undefined {
  return isVagueType(contentType) ? mediaTypeOfPath(path) : knownTypes.get(bareType(contentType));
}

/** True for the `Content-Type` of a server that does not know what it sends, or for none. */
export function isVagueType(contentType: string | undefined): boolean {
  const named = bareType(contentType);
  return named === "" || vagueTypes.has(named);
}

function bareType(contentType = ""): string {
  return contentType.split(";", 1).join().trim().toLowerCase();
}
