import type { IncomingMessage } from "node:http";
import { goodEntries } from "../support/origin-media.ts";
import { type OriginAnswer, send, type TestOrigin } from "../support/origin-server.ts";

/** Everything that an origin has been sent: request lines and headers. */
export interface OriginWatch {
  seen(): string;
  /** Puts a stream with a multivariant playlist, its media playlists, an MP4 and an MPD on the origin. */
  putStream(folder: string): void;
}

const MULTIVARIANT = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=40000
v0/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=80000
v1/index.m3u8?quality=high
`;

/** Watches what reaches an origin. */
export function watchOrigin(origin: TestOrigin): OriginWatch {
  let seen = "";
  const watched =
    (answer: OriginAnswer): OriginAnswer =>
    (request: IncomingMessage, response) => {
      seen += `${request.url} ${JSON.stringify(request.headers)}\n`;
      answer(request, response);
    };
  return {
    seen: () => seen,
    putStream(folder) {
      const { hls, dash, mp4 } = goodEntries("vod");
      origin.set(`${folder}/index.m3u8`, watched(send("application/vnd.apple.mpegurl", MULTIVARIANT)));
      origin.set(`${folder}/manifest.mpd`, watched(dash));
      origin.set(`${folder}/clip.mp4`, watched(mp4));
      const segment = send("video/mp2t", Buffer.alloc(4_000, 0x47));
      for (const number of [0, 1, 2]) origin.set(`${folder}/seg-${number}.ts`, watched(segment));
      for (const variant of ["v0", "v1"]) {
        origin.set(`${folder}/${variant}/index.m3u8`, watched(hls));
        for (const number of [0, 1, 2]) origin.set(`${folder}/${variant}/seg-${number}.ts`, watched(segment));
      }
    },
  };
}
