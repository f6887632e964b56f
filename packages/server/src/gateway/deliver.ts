import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TEXT_LIMIT_BYTES } from "./origins/cache/segment-memory.ts";
import type { OriginMedia } from "./origins/origin.ts";
import { OriginBody } from "./origins/origin-body.ts";
import { pour } from "./pour.ts";
import { fileHeaders, mediaHeaders } from "./reply-headers.ts";

/** Without a byte taken by the client for so long, the response is given up. */
const STALLED_MILLISECONDS = 60_000;
/** What a browser shows in a tab of its own. */
const PLAYS_BY_ITSELF = /^(?:video|audio)\/(?:mp4|webm|mpeg)$/;
/** Up to so many bytes, an answer waits for its body and goes out in one piece: that costs half of what a stream does. */
const SMALL_BYTES = 64 * 1024;

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
  if (media.body instanceof Uint8Array) {
    endWith(response, media.body);
    sent(media.body.byteLength);
    if (!isFlushed(response)) {
      giveUpWhenStalled(response);
      const letGo = media.hold?.();
      if (letGo) response.once("close", letGo);
    }
    return;
  }
  giveUpWhenStalled(response);
  if ((media.contentLength ?? Number.POSITIVE_INFINITY) <= SMALL_BYTES) {
    return sendSmall(response, media.body, { bytes: media.contentLength, sent });
  }
  if (media.body instanceof OriginBody) return pour(media.body, response, sent);
  media.body.on("data", (chunk: Buffer) => sent(chunk.length));
  // A client that leaves, a session that ends, an origin that breaks off: all end both sides.
  await pipeline(media.body, response).catch(() => undefined);
}

/** A small body goes out as a text of bytes: Node sends that in one piece with the head. */
function endWith(response: ServerResponse, body: Uint8Array): void {
  const { buffer, byteOffset, byteLength } = body;
  if (byteLength > TEXT_LIMIT_BYTES) response.end(body);
  else response.end(Buffer.from(buffer, byteOffset, byteLength).toString("latin1"), "latin1");
}

async function sendSmall(
  response: ServerResponse,
  body: Readable,
  { bytes, sent }: { readonly bytes: number | undefined; readonly sent: (bytes: number) => void },
): Promise<void> {
  const whole = await wholeOf(body);
  // The head has not gone out: whoever sees the connection end knows that there was no answer.
  if (whole?.length !== bytes) {
    response.destroy();
    return;
  }
  response.end(whole);
  sent(whole?.length ?? 0);
}

/** The body; undefined when it breaks off, or its viewer has left. */
function wholeOf(body: Readable): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    const pieces: Buffer[] = [];
    body.on("data", (piece: Buffer) => pieces.push(piece));
    body.once("end", () => resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)));
    body.once("error", () => resolve(undefined));
    body.once("close", () => resolve(undefined));
  });
}

/** Whether the system has taken all of an answer that has been ended. */
export function isFlushed({ socket }: ServerResponse): boolean {
  return socket === null || socket.writableLength === 0;
}

/** Ends an answer of which its client takes nothing any more. */
export function giveUpWhenStalled(response: ServerResponse): void {
  response.setTimeout(STALLED_MILLISECONDS, () => response.destroy());
}

/** The head of an answer with media, as it is sent. */
export function headersOf(media: OriginMedia): Record<string, string | number> {
  const headers: Record<string, string | number> = {
    ...mediaHeaders,
    ...(PLAYS_BY_ITSELF.test(media.contentType) ? fileHeaders : {}),
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
