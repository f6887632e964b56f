import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { OriginMedia } from "./origins/origin.ts";
import { mediaHeaders } from "./reply-headers.ts";

/** Without a byte taken by the client for so long, the response is given up. */
const STALLED_MILLISECONDS = 60_000;

/**
 * Sends media as the origin gave it, with our headers only. Resolves to the bytes sent when the response is
 * over, however it ends; never rejects.
 */
export async function deliver(
  response: ServerResponse,
  media: OriginMedia,
  isHead: boolean,
): Promise<number> {
  response.writeHead(media.status, headersOf(media));
  if (isHead || media.body === undefined) {
    if (media.body instanceof Readable) media.body.destroy();
    response.end();
    return 0;
  }
  response.setTimeout(STALLED_MILLISECONDS, () => response.destroy());
  if (media.body instanceof Uint8Array) {
    response.end(media.body);
    return media.body.byteLength;
  }
  return stream(response, media.body);
}

async function stream(response: ServerResponse, body: Readable): Promise<number> {
  let bytes = 0;
  body.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  // A client that leaves, a session that ends, an origin that breaks off: all end both sides.
  await pipeline(body, response).catch(() => undefined);
  return bytes;
}

function headersOf(media: OriginMedia): Record<string, string | number> {
  const headers: Record<string, string | number> = {
    ...mediaHeaders,
    "content-type": media.contentType,
    "accept-ranges": "bytes",
  };
  if (media.contentLength !== undefined && media.status !== 304)
    headers["content-length"] = media.contentLength;
  if (media.contentRange !== undefined) headers["content-range"] = media.contentRange;
  if (media.etag !== undefined) headers["etag"] = media.etag;
  if (media.lastModified !== undefined) headers["last-modified"] = media.lastModified;
  return headers;
}
