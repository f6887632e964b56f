/**
 * One rendition that a manifest offers: a variant or a `EXT-X-MEDIA` of HLS, a Representation of DASH. What the manifest
 * does not say is undefined; nothing is guessed from names.
 */
export interface Rendition {
  /** "stream": a HLS variant, or a Representation that is played by itself. "trick": pictures alone, for seeking. */
  readonly role: "stream" | "alternative" | "trick";
  /** As written: `video`, `audio`, `subtitles`, `closed-captions`, `image`, `text`. A HLS variant has none. */
  readonly type: string | undefined;
  /** HLS `NAME`, or `STABLE-VARIANT-ID`, or `STABLE-RENDITION-ID`; DASH `Representation@id`. */
  readonly names: readonly string[];
  /** Pixels. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** As written (RFC 6381), several with commas between them. */
  readonly codecs?: string | undefined;
  /** HLS: the groups that a variant names, or the one that an alternative is in: `audio:a`. Undefined: none. */
  readonly groups?: readonly string[] | undefined;
  /** Peak bits per second. */
  readonly bitsPerSecond: number | undefined;
  /**
   * Where its media lies below the application's root, decoded, without query: `clip/v0/index.m3u8`. In DASH `*` stands
   * for whatever a template fills in: `clip/v0/seg-*.m4s`. Empty where it lies elsewhere, or has no address of its own.
   */
  readonly paths: readonly string[];
}

/** Whether a viewer may have a rendition. Those that he may not are left out of what he gets. Never throws. */
export type KeepRendition = (rendition: Rendition) => boolean;
