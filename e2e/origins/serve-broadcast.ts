import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

/** A web server over a broadcast's folder. */
export interface BroadcastServer {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".m3u8": "application/vnd.apple.mpegurl",
  ".mpd": "application/dash+xml",
  ".ts": "video/mp2t",
  ".m4s": "video/mp4",
};
const FILE = /^\/(?:hls|dash|numbered)\/[\w-]+\.(?:m3u8|mpd|ts|m4s)$/;
const SCHEMA_LOCATION = /\s+xsi:schemaLocation="[^"]*"/;
const DELAY = /suggestedPresentationDelay="[^"]*"/;

/** Serves a folder of `startBroadcast` as it is at each moment, on a free port. */
export async function serveBroadcast(folder: string): Promise<BroadcastServer> {
  const server = createServer((request, response) => void answer(folder, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  const type = types[extname(path)];
  const found =
    FILE.test(path) && type ? await readFile(join(folder, path)).catch(() => undefined) : undefined;
  if (!(found && type)) return void response.writeHead(404).end();
  const body = type.endsWith("xml") ? presentation(found.toString()) : found;
  response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * FFmpeg's MPD without `xsi:schemaLocation`, as GStreamer 1.22 knows none whose first element is as long as FFmpeg makes it in
 * a live stream, and with a delay that an encoder on a busy machine keeps: players that count numbers by the clock would ask
 * for what is not there yet.
 */
function presentation(mpd: string): string {
  return mpd.replace(SCHEMA_LOCATION, "").replace(DELAY, 'suggestedPresentationDelay="PT6S"');
}
