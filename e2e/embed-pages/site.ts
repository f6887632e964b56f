import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Web sites that embed things: any host name of this machine, any page. */
export interface Site {
  /** The address of a page with this body, on a host such as `shop.localhost`. */
  page(host: string, body: string): string;
  close(): Promise<void>;
}

/** Starts one server for all of them, on a free port. */
export async function startSite(): Promise<Site> {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const body = pages.get(request.url ?? "");
    if (body === undefined) return void response.writeHead(404).end();
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><body>${body}`;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  // Browsers take `*.localhost` to be either loopback address.
  await new Promise<void>(resolve => server.listen(0, "::", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    page(host, body) {
      const path = `/${pages.size}`;
      pages.set(path, body);
      return `http://${host}:${port}${path}`;
    },
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A frame as embedding codes have it. */
export function frameOf(url: string): string {
  const address = url.replaceAll("&", "&amp;");
  return `<iframe src="${address}" width="640" height="360" allow="autoplay; fullscreen"></iframe>`;
}
