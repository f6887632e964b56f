import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { freePort } from "../support/free-port.ts";

/** Of media in each segment. */
export const SEGMENT_SECONDS = 2;
const WINDOW_SEGMENTS = 6;
const SEGMENT_BYTES = 60_000;
const HLS_TYPE = "application/vnd.apple.mpegurl";
const MULTIVARIANT = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=240000,RESOLUTION=320x180\nmain.m3u8\n";
const SECOND = 1_000;

/** An origin with any number of live streams, `/<stream>/index.m3u8`, that can be made to fail. */
export interface FailingOrigin {
  readonly url: string;
  /** Requests so far. */
  hits(): number;
  /** Keeps every answer back until so many milliseconds are over. */
  stall(milliseconds: number): Promise<void>;
  /** Cuts every connection, refuses new ones for so many milliseconds, and listens at the same port again. */
  restart(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on a free port. Segments are noise: nobody decodes them. */
export async function startFailingOrigin(): Promise<FailingOrigin> {
  const segment = Buffer.alloc(SEGMENT_BYTES, "media ");
  let held = Promise.resolve();
  let hits = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    hits += 1;
    await held;
    send(request, response, segment);
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => void answer(request, response));
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  const port = await freePort();
  let server = await listen(port);
  const close = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    hits: () => hits,
    async stall(milliseconds) {
      held = new Promise(resolve => setTimeout(resolve, milliseconds));
      await held;
    },
    async restart(milliseconds) {
      await close();
      await new Promise(resolve => setTimeout(resolve, milliseconds));
      server = await listen(port);
    },
    close,
  };
}

function send({ url = "", method }: IncomingMessage, response: ServerResponse, segment: Buffer): void {
  const [path = ""] = url.split("?", 1);
  const file = /^\/\w+\/(index\.m3u8|main\.m3u8|seg-\d+\.ts)$/.exec(path)?.[1];
  if (file === undefined) return void response.writeHead(404, { "content-length": 0 }).end();
  const playlist = file === "index.m3u8" ? MULTIVARIANT : livePlaylist(Date.now() / SECOND);
  const [type, body] = file.endsWith(".ts") ? ["video/mp2t", segment] : [HLS_TYPE, playlist];
  response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(method === "HEAD" ? undefined : body);
}

/** A window that slides with the wall clock. */
function livePlaylist(nowSeconds: number): string {
  const next = Math.floor(nowSeconds / SEGMENT_SECONDS);
  const numbers = Array.from({ length: WINDOW_SEGMENTS }, (_, index) => next - WINDOW_SEGMENTS + index);
  const head = `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}\n`;
  const segments = numbers.map(number => `#EXTINF:${SEGMENT_SECONDS},\nseg-${number}.ts\n`);
  return `${head}#EXT-X-MEDIA-SEQUENCE:${numbers[0]}\n${segments.join("")}`;
}
