import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** A web site that is not Sluice's: another origin, with the test page and the players from npm. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

const require = createRequire(import.meta.url);
const inPages = (name: string): string => fileURLToPath(new URL(`../pages/${name}`, import.meta.url));

const files: Readonly<Record<string, { readonly type: string; readonly path: string }>> = {
  "/players.html": { type: "text/html", path: inPages("players.html") },
  "/players.js": { type: "text/javascript", path: inPages("players.js") },
  "/hls.js": { type: "text/javascript", path: require.resolve("hls.js/dist/hls.min.js") },
  "/shaka.js": { type: "text/javascript", path: require.resolve("shaka-player") },
  "/dash.js": { type: "text/javascript", path: require.resolve("dashjs") },
};

/** Starts the site on a free port. */
export async function startPageServer(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": `${file.type}; charset=utf-8` }).end(readFileSync(file.path));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
