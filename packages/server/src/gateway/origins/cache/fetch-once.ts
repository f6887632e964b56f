import { Readable } from "node:stream";
import { coalesce } from "../../../lib/coalesce.ts";
import type { Origin, OriginMedia, OriginReply, OriginRequest, OriginUnavailable } from "../origin.ts";
import { unavailable } from "../unavailable.ts";
import { answerKept } from "./answer-kept.ts";
import type { CacheSurroundings } from "./cache-surroundings.ts";
import { freshOfOrigin } from "./fresh-of-origin.ts";
import { holdMedia, type KeptMedia } from "./kept-media.ts";
import type { SegmentRoom } from "./segment-memory.ts";
import { type BodyEnd, SharedBody } from "./shared-body.ts";

/** What a question to the origin led to, for everybody who waits for it. */
type Fetched =
  | { readonly form: "unavailable"; readonly reply: OriginUnavailable }
  | { readonly form: "kept"; readonly media: KeptMedia }
  | { readonly form: "shared"; readonly head: OriginMedia; readonly body: SharedBody }
  /** Too long, or not to be kept: it is for the first who takes it. */
  | { readonly form: "single"; media: OriginMedia | undefined };

/** Fetches a segment once for all who ask while it comes, and keeps it. */
export function createFetchOnce(
  origin: Origin,
  room: SegmentRoom,
  surroundings: CacheSurroundings,
): (key: string, request: OriginRequest) => Promise<OriginReply> {
  const { tally } = surroundings;
  const once = coalesce<Fetched>();
  const arriving = new Map<string, Extract<Fetched, { form: "shared" }>>();

  const fetchAndKeep = async (key: string, request: OriginRequest): Promise<Fetched> => {
    tally.misses += 1;
    const reply = await origin.open(request);
    if (reply.outcome === "unavailable") return { form: "unavailable", reply };
    const sorted = sort(reply, { origin, room, key, surroundings });
    if (sorted.form === "shared") {
      arriving.set(key, sorted);
      void sorted.body.ended.then(() => arriving.delete(key));
    }
    return sorted;
  };
  const pass = (request: OriginRequest): Promise<OriginReply> => {
    tally.passed += 1;
    return origin.open(request);
  };
  const answer = (fetched: Fetched, request: OriginRequest): OriginReply | Promise<OriginReply> => {
    if (fetched.form === "unavailable") return fetched.reply;
    if (fetched.form === "kept") return answerKept(fetched.media, request);
    if (fetched.form === "single") {
      const { media } = fetched;
      fetched.media = undefined;
      return media ?? pass(request);
    }
    const body = fetched.body.join();
    if (body === "broken") return unavailable("origin-error", "it broke off");
    return body === "gone" ? pass(request) : { ...fetched.head, body };
  };

  return async (key, request) => {
    const known = arriving.get(key);
    if (known) {
      tally.shared += 1;
      return answer(known, request);
    }
    let isFirst = false;
    const work = (signal: AbortSignal): Promise<Fetched> => {
      isFirst = true;
      return fetchAndKeep(key, { ...request, signal });
    };
    try {
      const fetched = await once(key, work, request.signal);
      if (!isFirst) tally.shared += 1;
      return answer(fetched, request);
    } catch (error) {
      if (!request.signal.aborted) throw error;
      return unavailable("origin-error", "given up by the client");
    }
  };
}

interface Place {
  readonly origin: Origin;
  readonly room: SegmentRoom;
  readonly key: string;
  readonly surroundings: CacheSurroundings;
}

/** What becomes of media that has just been answered. */
function sort(media: OriginMedia, place: Place): Fetched {
  const { origin, surroundings } = place;
  const { memory, nowMilliseconds } = surroundings;
  const { body, contentLength } = media;
  const fresh = freshOfOrigin(origin, media, nowMilliseconds());
  if (fresh === undefined || body === undefined) return single(media);
  if (body instanceof Readable) {
    const known = contentLength ?? 0;
    if (known > memory.entryLimitBytes || !memory.reserve(known)) return single(media);
    const shared = new SharedBody(body, memory, contentLength);
    void shared.ended.then(end => keepEnded(media, shared, end, { fresh, place }));
    return { form: "shared", head: media, body: shared };
  }
  const bytes = standingAlone(body);
  const kept = keptOf(media, bytes, nowMilliseconds() + fresh);
  if (isWorthIt(fresh, media) && bytes.length <= memory.entryLimitBytes && memory.reserve(bytes.length))
    place.room.keep(place.key, kept);
  return { form: "kept", media: kept };
}

/** Without an ETag nothing could tell whether it has changed. */
function isWorthIt(freshMilliseconds: number, { etag }: OriginMedia): boolean {
  return freshMilliseconds > 0 || etag !== undefined;
}

/** What is kept keeps no larger piece of memory that it was cut from. */
function standingAlone(body: Uint8Array): Buffer {
  const isCut = body.byteLength !== body.buffer.byteLength;
  return isCut ? exactCopy(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function exactCopy(body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafeSlow(body.byteLength);
  bytes.set(body);
  return bytes;
}

/** Whoever waited takes it at once; if all have left, nobody will. */
function single(media: OriginMedia): Fetched {
  const fetched: Fetched = { form: "single", media };
  setImmediate(() => {
    const { media: left } = fetched;
    if (left?.body instanceof Readable) left.body.destroy();
  });
  return fetched;
}

function keepEnded(
  media: OriginMedia,
  body: SharedBody,
  end: BodyEnd,
  { fresh, place }: { readonly fresh: number; readonly place: Place },
): void {
  if (end.outcome !== "whole") return;
  const { memory, nowMilliseconds } = place.surroundings;
  if (!isWorthIt(fresh, media)) {
    body.whenAlone(() => memory.release(end.bytes.length));
    return;
  }
  const kept = keptOf(media, end.bytes, nowMilliseconds() + fresh);
  body.whenAlone(holdMedia(kept));
  place.room.keep(place.key, kept);
}

function keptOf(media: OriginMedia, bytes: Buffer, freshUntilMilliseconds: number): KeptMedia {
  const { status, contentType, contentRange, etag, lastModified } = media;
  const head = { status, contentType, contentRange, etag, lastModified };
  return { ...head, bytes, freshUntilMilliseconds, holders: 0, whenIdle: undefined };
}
