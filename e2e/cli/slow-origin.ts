import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

/** An origin whose answers take as long as a test wants. */
export interface SlowOrigin {
  readonly url: string;
  /** Resolves when somebody asks for a path that ends like this; the answer waits. */
  asked(ending: string): Promise<ServerResponse>;
  close(): void;
}

/** Answers `index.m3u8` at once, unless a test has asked for it, and leaves everything else open. */
export async function startSlowOrigin(): Promise<SlowOrigin> {
  const waiting = new Map<string, (response: ServerResponse) => void>();
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const ending = [...waiting.keys()].find(key => path.endsWith(key));
    if (ending !== undefined) waiting.get(ending)?.(response);
    else sendPlaylist(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    asked: ending => new Promise(resolve => waiting.set(ending, resolve)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A playlist of one segment. */
export function sendPlaylist(response: ServerResponse): void {
  const lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:4", "#EXTINF:4,", "seg.ts", "#EXT-X-ENDLIST", ""];
  response.writeHead(200, { "content-type": "application/vnd.apple.mpegurl" }).end(lines.join("\n"));
}
