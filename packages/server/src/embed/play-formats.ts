import type { LocatedStream } from "../registry/application.ts";

/** How a session of a page can be packed, the one that is tried first coming first. */
export const playFormats = ["hls", "mp4", "dash"] as const;

export type PlayFormat = (typeof playFormats)[number];

/** What players of other systems call them in `playOrder`. */
const WAYS: Readonly<Record<string, PlayFormat>> = {
  hls: "hls",
  "ll-hls": "hls",
  dash: "dash",
  vod: "mp4",
  mp4: "mp4",
};

/** The formats that a stream has, as it is declared. */
export function formatsOf({ entries }: Pick<LocatedStream, "entries">): readonly PlayFormat[] {
  return playFormats.filter(format => entries[format] !== undefined);
}

/** What is wanted of a stream. */
export interface FormatWish {
  /** This one and no other. */
  readonly format?: PlayFormat | undefined;
  /** Those that the player can play; undefined: any. */
  readonly formats?: readonly string[] | undefined;
  /** `webrtc`, `hls`, `ll-hls`, `dash`, `vod`: the first one first. What is not named comes behind. */
  readonly playOrder?: readonly string[] | undefined;
}

/** The formats of a stream in the order in which they are tried; empty: it has none that will do. */
export function formatOrder(
  stream: Pick<LocatedStream, "entries">,
  { format, formats, playOrder = [] }: FormatWish,
): readonly PlayFormat[] {
  const there = formatsOf(stream).filter(each => formats?.includes(each) ?? true);
  if (format !== undefined) return there.filter(each => each === format);
  const named = playOrder.flatMap(way => (Object.hasOwn(WAYS, way) ? [WAYS[way]] : []));
  return [...new Set([...named, ...there])].flatMap(each => there.filter(one => one === each));
}
