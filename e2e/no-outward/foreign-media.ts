import { DASH_TYPE, HLS_TYPE } from "../support/origin-media.ts";
import { send, type TestOrigin } from "../support/origin-server.ts";

const ELSEWHERE = "https://cdn.example.net";

/** Streams whose manifests name other hosts wherever they can; players would go there, a server must not. */
export function putForeignStreams(origin: TestOrigin): void {
  const playlist = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-KEY:METHOD=AES-128,URI="${ELSEWHERE}/key"
#EXT-X-MAP:URI="${ELSEWHERE}/init.mp4"
#EXTINF:2,
${ELSEWHERE}/seg-0.m4s
#EXTINF:2,
seg-1.m4s
#EXT-X-ENDLIST
`;
  const presentation = `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="PT4S" minBufferTime="PT2S">
  <Location>${ELSEWHERE}/manifest.mpd</Location>
  <Period id="0"><BaseURL>${ELSEWHERE}/</BaseURL><AdaptationSet mimeType="video/mp4">
    <Representation id="v" bandwidth="40000"><SegmentTemplate media="seg-$Number$.m4s" duration="2"/></Representation>
  </AdaptationSet></Period>
</MPD>
`;
  origin.set("/film/index.m3u8", send(HLS_TYPE, playlist));
  origin.set("/film/manifest.mpd", send(DASH_TYPE, presentation));
  origin.set("/film/seg-1.m4s", send("video/mp4", Buffer.alloc(2_000)));
}
