import { type OriginAnswer, send, type TestOrigin } from "./origin-server.ts";

export const HLS_TYPE = "application/vnd.apple.mpegurl";
export const DASH_TYPE = "application/dash+xml";
export const MP4_TYPE = "video/mp4";

const SEGMENT_BYTES = 4_000;
const MP4_BYTES = 200_000;

/** The three ways in, by the name that the API gives them. */
export const entryFiles = { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" } as const;

export type EntryName = keyof typeof entryFiles;

export const entryNames: readonly EntryName[] = ["hls", "dash", "mp4"];

/** A media playlist with three segments; without an end it is live. */
export function mediaPlaylist(kind: "live" | "vod"): string {
  const segments = [0, 1, 2].map(number => `#EXTINF:2,\nseg-${number}.ts\n`).join("");
  const end = kind === "vod" ? "#EXT-X-ENDLIST\n" : "";
  return `#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n${segments}${end}`;
}

/** An MPD with one Representation of three numbered segments. */
export function presentation(kind: "live" | "vod"): string {
  const type =
    kind === "live"
      ? 'type="dynamic" availabilityStartTime="2026-01-01T00:00:00Z" minimumUpdatePeriod="PT1S"'
      : 'type="static" mediaPresentationDuration="PT6S"';
  return `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT2S" ${type}>
  <Period id="0"><AdaptationSet mimeType="video/mp4" contentType="video">
    <Representation id="v" bandwidth="40000" codecs="avc1.64001e" width="64" height="36">
      <SegmentTemplate media="seg-$Number$.ts" duration="2" startNumber="0"/>
    </Representation>
  </AdaptationSet></Period>
</MPD>
`;
}

/** How the origin answers each entry when all is well. */
export function goodEntries(kind: "live" | "vod"): Readonly<Record<EntryName, OriginAnswer>> {
  return {
    hls: send(HLS_TYPE, mediaPlaylist(kind)),
    dash: send(DASH_TYPE, presentation(kind)),
    mp4: send(MP4_TYPE, Buffer.alloc(MP4_BYTES)),
  };
}

/** Puts a stream with all its entries and segments on an origin, below a folder: `/film/a`. */
export function putStream(origin: TestOrigin, folder: string, kind: "live" | "vod"): void {
  const answers = goodEntries(kind);
  for (const name of entryNames) origin.set(`${folder}/${entryFiles[name]}`, answers[name]);
  const segment = send("video/mp2t", Buffer.alloc(SEGMENT_BYTES, 0x47));
  for (const number of [0, 1, 2]) origin.set(`${folder}/seg-${number}.ts`, segment);
}
