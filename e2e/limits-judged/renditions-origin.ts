import { DASH_TYPE, HLS_TYPE, MP4_TYPE } from "../support/origin-media.ts";
import { send, type TestOrigin } from "../support/origin-server.ts";

const heights = [360, 1080] as const;

const master = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="audio/index.m3u8"
${heights.map(height => `#EXT-X-STREAM-INF:BANDWIDTH=${height}000,RESOLUTION=${height * 2}x${height},AUDIO="a"\n${height}p/index.m3u8`).join("\n")}
`;

const playlist = `#EXTM3U
#EXT-X-TARGETDURATION:2
#EXTINF:2,
seg-0.ts
#EXTINF:2,
seg-1.ts
#EXT-X-ENDLIST
`;

const mpd = `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT2S" type="static" mediaPresentationDuration="PT6S">
  <Period id="0"><AdaptationSet mimeType="video/mp4" contentType="video">
    <SegmentTemplate media="$RepresentationID$/seg-$Number$.ts" duration="2" startNumber="0"/>
    ${heights.map(height => `<Representation id="${height}p" bandwidth="${height}000" codecs="avc1.64001e" width="64" height="${height}"/>`).join("")}
  </AdaptationSet></Period>
</MPD>
`;

/** A stream in 360 and 1080 lines with sound beside them, as HLS and DASH, and two whole files, below a folder. */
export function putRenditions(origin: TestOrigin, folder: string): void {
  origin.set(`${folder}/index.m3u8`, send(HLS_TYPE, master));
  origin.set(`${folder}/manifest.mpd`, send(DASH_TYPE, mpd));
  for (const name of [...heights.map(height => `${height}p`), "audio"]) {
    origin.set(`${folder}/${name}/index.m3u8`, send(HLS_TYPE, playlist));
    for (const number of [0, 1]) {
      origin.set(`${folder}/${name}/seg-${number}.ts`, send("video/mp2t", Buffer.alloc(4_000, 0x47)));
    }
  }
  for (const name of ["clip", "360p"])
    origin.set(`${folder}/${name}.mp4`, send(MP4_TYPE, Buffer.alloc(50_000)));
}
