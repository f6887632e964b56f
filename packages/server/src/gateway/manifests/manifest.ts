import type { Parameter } from "./parameter.ts";
import type { KeepRendition, Rendition } from "./rendition.ts";

/**
 * How a manifest is rewritten. "bootstrap": it answers at the entry address, so every own URI becomes root-relative
 * under the session, and a media playlist is wrapped. "session": it answers under the session itself, so own relative
 * URIs stay byte for byte and only own absolute and root-relative ones move. "moved": it answers under the session, at
 * another address than its relative URIs are meant from (the origin redirected): every own URI becomes root-relative.
 */
export type RewriteMode = "bootstrap" | "session" | "moved";

/** Where a manifest came from and where its session lives. */
export interface ManifestPlace {
  /**
   * Root-relative URL prefix, encoded as it stands in a URL, that means the application's root under this session:
   * `/base/s/<handle>/demo/`. Ends with `/`.
   */
  readonly sessionRoot: string;
  /** Path of the manifest below the application's root, decoded, segments joined by `/`: `clip/index.m3u8`. */
  readonly manifestPath: string;
  /**
   * URLs under this base, absolute or as root-relative path, are the application's own: `http://127.0.0.1:8888/app/`.
   * Undefined for folders, whose root-relative URIs are read as below the application's root.
   */
  readonly originBase: string | undefined;
  /** What every own URI carries in its query; default: nothing, the session is in the path or in a cookie. */
  readonly parameter?: Parameter | undefined;
  /** Default: no other host gets the session. */
  readonly edges?: Edges | undefined;
}

/** Other servers that may see the session: web servers that ask this one about each request. */
export interface Edges {
  /** Where they deliver the application's media: `https://edge.example/hls`, with no slash at the end. */
  readonly urls: readonly string[];
  /** What their addresses get behind that: `/s/<handle>`. */
  readonly underHandle: string;
}

/** What a manifest is rewritten for. */
export interface RewriteContext extends ManifestPlace {
  readonly mode: RewriteMode;
  /** Default: the viewer may have every rendition. */
  readonly keep?: KeepRendition | undefined;
}

/** What a manifest says about itself, as far as the gateway needs it. */
export interface ManifestFacts {
  /** "companion": JSON beside a manifest, which plays nothing. */
  readonly kind: "hls-multivariant" | "hls-media" | "dash" | "companion";
  /** The manifest will change. A multivariant playlist does not say (its media playlists do) and counts as not live. */
  readonly live: boolean;
  /** Most bits per second that one viewer needs, audio included; undefined if the manifest does not say. */
  readonly peakBitsPerSecond: number | undefined;
  /**
   * Number of variants, segments (open LL-HLS parts included) or Representations; 1 for a companion. 0 only for a media
   * playlist of HLS that has no segment yet: nothing begins with it, but a rendition, such as subtitles, may be so for long.
   */
  readonly entries: number;
  /** HLS media playlists only (RFC 8216bis section 4.4.3.1). */
  readonly targetDurationSeconds?: number;
}

/** One format of manifest: text in, text out. Nothing here throws, whatever the text. */
export interface ManifestKind {
  readonly id: "hls" | "dash" | "companion";
  /** The media type to serve it with. */
  readonly contentType: string;
  /** Whether a reply with this path (decoded or not, no query) and `Content-Type` is to be read as this kind. */
  looksLike(path: string, contentType: string): boolean;
  /** Undefined for what no player could play: an empty manifest, an error page, text that is cut or malformed. */
  parse(text: string): ManifestFacts | undefined;
  /** What the manifest offers to choose from, in its order; a media playlist of HLS offers nothing. */
  renditions(text: string, place: ManifestPlace): readonly Rendition[];
  /**
   * Moves the application's own URIs under the session and leaves out the renditions that are not to be kept: where
   * none is left, nothing is playable any more. Text that `parse` refuses may come back unchanged.
   */
  rewrite(text: string, context: RewriteContext): string;
}
