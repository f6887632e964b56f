import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { OriginMedia } from "./origins/origin.ts";
import { mediaHeaders } from "./reply-headers.ts";

/** Without a byte taken by the client for so long, the response is given up. */
const STALLED_MILLISECONDS = 60_000;

/**
 * Sends media as the origin gave it, with our headers only; `sent` hears of every piece at once, so that an answer of
 * hours is counted while it lasts. Resolves when the response is over, however it ends; never rejects.
 */
export async function deliver(
  response: ServerResponse,
  media: OriginMedia,
  { isHead, sent }: { readonly isHead: boolean; readonly sent: (bytes: number) => void },
): Promise<void> {
  response.writeHead(media.status, headersOf(media));
  if (isHead || media.body === undefined) {
    if (media.body instanceof Readable) media.body.destroy();
    response.end();
    return;
  }
  response.setTimeout(STALLED_MILLISECONDS, () => response.destroy());
  if (media.body instanceof Uint8Array) {
    response.end(media.body);
    sent(media.body.byteLength);
    return;
  }
  media.body.on("data", (chunk: Buffer) => sent(chunk.length));
  // A client that leaves, a session that ends, an origin that breaks off: all end both sides.
  await pipeline(media.body, response).catch(() => undefined);
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
