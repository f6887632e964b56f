import { contentRange, resolveRange } from "./byte-range.ts";
import { isFresh } from "./etag.ts";
import { isSamePiece } from "./if-range.ts";
import type { OriginMedia, OriginRequest, OriginUnavailable } from "./origin.ts";

/** A whole representation whose bytes are at hand or on a disk. */
export interface Representation {
  readonly contentType: string;
  readonly totalBytes: number;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** What to answer, and which bytes to put in: none when `bytes` is undefined. */
export interface Selection {
  readonly media: OriginMedia;
  /** First byte and number of bytes. */
  readonly bytes: { readonly start: number; readonly length: number } | undefined;
}

/**
 * Which part of a representation a request selects, in the order of RFC 9110 section 13.2.2: the precondition first,
 * then the range, which counts for GET only. `media.body` is still undefined.
 */
export function select(request: OriginRequest, whole: Representation): Selection | OriginUnavailable {
  if (isFresh(request.ifNoneMatch, whole.etag)) {
    return { media: head(whole, { status: 304, contentLength: undefined }), bytes: undefined };
  }
  if (request.method === "HEAD") {
    return { media: head(whole, { status: 200, contentLength: whole.totalBytes }), bytes: undefined };
  }
  const range = isSamePiece(request.ifRange, whole) ? request.range : undefined;
  return range === undefined ? selectAll(whole) : selectPart(range, whole);
}

function selectAll(whole: Representation): Selection {
  const length = whole.totalBytes;
  return { media: head(whole, { status: 200, contentLength: length }), bytes: { start: 0, length } };
}

function selectPart(
  range: NonNullable<OriginRequest["range"]>,
  whole: Representation,
): Selection | OriginUnavailable {
  const { totalBytes } = whole;
  const part = resolveRange(range, totalBytes);
  if (part === undefined) return { outcome: "unavailable", reason: "range-not-satisfiable", totalBytes };
  const length = part.end - part.start + 1;
  const media = head(whole, { status: 206, contentLength: length });
  return {
    media: { ...media, contentRange: contentRange(part, totalBytes) },
    bytes: { start: part.start, length },
  };
}

function head(whole: Representation, reply: Pick<OriginMedia, "status" | "contentLength">): OriginMedia {
  const { contentType, etag, lastModified } = whole;
  return { outcome: "media", ...reply, contentType, etag, lastModified, body: undefined };
}
