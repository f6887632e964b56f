import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const clip = fileURLToPath(new URL("../../packages/server/demo/clip", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".m3u8": "application/vnd.apple.mpegurl",
  ".m4s": "video/mp4",
  ".mp4": "video/mp4",
};

/** The demo's clip as `hls/demo/clip/…`, in a folder and from a server that notes what it was asked. */
export interface Media {
  readonly folder: string;
  readonly port: number;
  readonly asked: readonly { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/** Puts the clip into a fresh folder and serves it on a port. */
export async function startMedia(port: number): Promise<Media> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-media-"));
  cpSync(clip, join(folder, "hls/demo/clip"), { recursive: true });
  const asked: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const { url = "/", headers } = request;
    asked.push({ url, headers });
    try {
      const body = readFileSync(join(folder, new URL(url, "http://media").pathname));
      response.writeHead(200, { "content-type": TYPES[extname(url)] ?? "video/mp4" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => server.listen(port, "127.0.0.1", resolve));
  return {
    folder,
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
