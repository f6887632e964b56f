import { formats as allFormats, type Format } from "./session.ts";

const names: Readonly<Record<string, Format>> = {
  webrtc: "whep",
  whep: "whep",
  hls: "hls",
  "ll-hls": "hls",
  dash: "dash",
  vod: "mp4",
  mp4: "mp4",
};

/** What decides which formats are tried. */
export interface FormatWishes {
  readonly format: Format | undefined;
  readonly playOrder: string | readonly string[] | undefined;
  readonly formats: readonly Format[] | undefined;
}

/**
 * The formats to ask for, one after the other; undefined in it = whatever the server finds. Names that are none are
 * left out, and so is what the stream does not have, where that is known. WebRTC needs the server's word.
 */
export function formatOrder({ format, playOrder, formats }: FormatWishes): readonly (Format | undefined)[] {
  if (format !== undefined) return [format];
  const listed = typeof playOrder === "string" ? playOrder.split(",") : (playOrder ?? []);
  const wished = listed.flatMap(name => names[name.trim().toLowerCase()] ?? []);
  const there = (candidate: Format) => formats?.includes(candidate) ?? candidate !== "whep";
  const order = [...new Set(wished)].filter(there);
  if (order.length > 0) return order;
  const known = allFormats.filter(candidate => formats?.includes(candidate));
  return known.length > 0 ? known : [undefined, "dash"];
}
