import { once } from "node:events";
import { createServer } from "node:http";

/** An HTTP origin with the stream `clip`, which keeps every request as it came. */
export interface RecordingOrigin {
  readonly url: string;
  /** Method, target, every header and the body of each request, one text each. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nseg-0.ts\n#EXT-X-ENDLIST\n";
const SEGMENT = Buffer.alloc(1_880, 0x47);

/** Starts it on a free port of the loopback. */
export async function startRecordingOrigin(): Promise<RecordingOrigin> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const index = requests.push(`${request.method} ${request.url}\n${request.rawHeaders.join("\n")}\n\n`) - 1;
    request.on("data", chunk => {
      requests[index] += String(chunk);
    });
    const [path = ""] = (request.url ?? "").split("?", 1);
    const isPlaylist = path === "/clip/index.m3u8";
    const isMedia = isPlaylist || path === "/clip/seg-0.ts";
    response.writeHead(isMedia ? 200 : 404, {
      "content-type": isPlaylist ? "application/vnd.apple.mpegurl" : "video/mp2t",
      "set-cookie": "origin=cookie",
    });
    response.end(isMedia ? (isPlaylist ? PLAYLIST : SEGMENT) : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
