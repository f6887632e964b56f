import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A web site of somebody else: another origin than Sluice, with pages that a test writes. */
export interface Site {
  readonly url: string;
  /** HTML by path; what is not there answers 404. */
  readonly pages: Map<string, string>;
  close(): Promise<void>;
}

/** Starts the site on a free port. `headers` go with each page. */
export async function startSite(headers: Readonly<Record<string, string>> = {}): Promise<Site> {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const page = pages.get(path);
    const type = path.endsWith(".vtt") ? "text/vtt" : "text/html; charset=utf-8";
    response.writeHead(page === undefined ? 404 : 200, {
      "content-type": type,
      "access-control-allow-origin": "*",
      ...headers,
    });
    response.end(page);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A page with the player of a server in it, and `script` after it, where `player` is its element. */
export function playerPage(server: string, script: string, body = '<div id="player"></div>'): string {
  return `<!doctype html><html lang="en"><head><title>A site</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: 0 } #player, sluice-player { display: block; width: 100%; max-width: 1280px }</style></head>
<body>${body}<script src="${server}/player.js"></script><script>${script}</script></body></html>`;
}
