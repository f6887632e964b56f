import type { MintedToken } from "../support/sluice.ts";

/** A column of the matrix: a kind of media, and the stream of the stage that has it. */
export interface Format {
  readonly name: string;
  readonly stream: string;
  /** Which of a token's addresses a player is given. */
  readonly url: keyof MintedToken["urls"];
}

/** Every column, in its order. */
export const formats = {
  hlsTs: { name: "HLS VoD, TS", stream: "vod/ts", url: "hls" },
  hlsFmp4: { name: "HLS VoD, fMP4", stream: "vod/fmp4", url: "hls" },
  hlsLive: { name: "HLS live", stream: "live/hls", url: "hls" },
  lowLatency: { name: "LL-HLS", stream: "low-latency/cam", url: "hls" },
  dashVod: { name: "DASH VoD", stream: "vod/dash", url: "dash" },
  dashLive: { name: "DASH live, timeline", stream: "live/dash", url: "dash" },
  dashNumbered: { name: "DASH live, numbers", stream: "live/numbered", url: "dash" },
  mp4: { name: "MP4", stream: "vod/file", url: "mp4" },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

/** The names, in the order of the columns. */
export const formatNames = Object.keys(formats) as readonly FormatName[];
