import type { LocatedStream } from "../registry/application.ts";

/** What a stream's bare address opens, below the stream's folder: HLS where there is one. */
export function firstEntry(stream: LocatedStream): string | undefined {
  const { hls, dash, mp4 } = stream.entries;
  return hls ?? dash ?? mp4;
}
