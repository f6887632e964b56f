import { isFresh } from "../etag.ts";
import type { OriginReply, OriginRequest } from "../origin.ts";
import { select } from "../selection.ts";
import { holdMedia, type KeptMedia } from "./kept-media.ts";

/** Answers a request from memory: conditions, ranges and HEAD as the origin would have (RFC 9110 section 13.2.2). */
export function answerKept(kept: KeptMedia, request: OriginRequest): OriginReply {
  if (kept.status === 206) return answerPart(kept, request);
  const selection = select(request, { ...kept, totalBytes: kept.bytes.length });
  if ("outcome" in selection) return selection;
  const { media, bytes } = selection;
  if (bytes === undefined) return media;
  const body = kept.bytes.subarray(bytes.start, bytes.start + bytes.length);
  return { ...media, body, hold: () => holdMedia(kept) };
}

/** A part is kept under its own range: it answers that range and nothing else. */
function answerPart(kept: KeptMedia, request: OriginRequest): OriginReply {
  const { contentType, contentRange, etag, lastModified, bytes } = kept;
  const head = { outcome: "media", contentType, etag, lastModified } as const;
  if (isFresh(request.ifNoneMatch, etag)) {
    return { ...head, status: 304, contentLength: undefined, body: undefined };
  }
  const contentLength = bytes.length;
  return { ...head, status: 206, contentLength, contentRange, body: bytes, hold: () => holdMedia(kept) };
}
