import { resourceKind } from "../../resource-kind.ts";
import { isSamePiece } from "../if-range.ts";
import type { Origin, OriginReply, OriginRequest } from "../origin.ts";
import { answerKept } from "./answer-kept.ts";
import type { CacheSurroundings } from "./cache-surroundings.ts";
import { createFetchOnce } from "./fetch-once.ts";
import type { KeptMedia } from "./kept-media.ts";
import { createRevalidate } from "./revalidate.ts";
import { isPlain, partOf, wholeKeyOf } from "./segment-key.ts";

/** An origin with a memory. */
export interface CachedOrigin extends Origin {
  /** The whole segment of a path, asked for without a query, if it is in memory and fresh; counts as an answer. */
  fresh(path: string): KeptMedia | undefined;
}

/**
 * Puts a memory in front of an origin. Whoever asks has been judged before: nothing here knows viewers. Segments that are
 * asked for whole, or by a bounded range, are fetched once for all who want them at the same time, go to each as they come,
 * and are kept as long as the origin allows; then they are checked by their ETag. Manifests, HEAD, open ranges and conditions
 * about what is not in memory go to the origin as they are. Failures are never kept.
 */
export function cachedOrigin(origin: Origin, surroundings: CacheSurroundings): CachedOrigin {
  const { memory, tally, nowMilliseconds } = surroundings;
  const room = memory.openRoom();
  const fetchOnce = createFetchOnce(origin, room, surroundings);
  const revalidate = createRevalidate(origin, room, surroundings);
  const isFresh = (kept: KeptMedia): boolean => kept.freshUntilMilliseconds > nowMilliseconds();
  /** The whole, if it is there and fresh or no part is asked for; else the part. */
  const lookUp = (request: OriginRequest) => {
    const wholeKey = wholeKeyOf(origin, request);
    const whole = room.get(wholeKey);
    const part = partOf(request, memory.entryLimitBytes);
    if (part === undefined) return { key: wholeKey, partKey: undefined, kept: whole };
    // No address has a NUL in it.
    const partKey = `${wholeKey}\0${part}`;
    const kept = whole && isFresh(whole) ? whole : (samePart(room.get(partKey), request) ?? whole);
    return { key: kept === whole ? wholeKey : partKey, partKey, kept };
  };
  const hit = (kept: KeptMedia, request: OriginRequest): OriginReply => {
    tally.hits += 1;
    return answerKept(kept, request);
  };

  return {
    kind: origin.kind,
    async open(request) {
      if (resourceKind(request.path) === "manifest") return origin.open(request);
      const { key, partKey, kept } = lookUp(request);
      if (kept && isFresh(kept)) return hit(kept, request);
      const checked = kept ? await revalidate(key, kept, request) : "changed";
      if (checked !== "changed") return checked;
      if (isPlain(request, partKey)) return fetchOnce(partKey ?? key, request);
      tally.passed += 1;
      return origin.open(request);
    },
    fresh(path) {
      const kept = room.get(path);
      if (kept === undefined || !isFresh(kept)) return undefined;
      tally.hits += 1;
      return kept;
    },
    close() {
      room.close();
      return origin.close();
    },
  };
}

/** A part for a client that holds another version (If-Range) would make a file of neither. */
function samePart(part: KeptMedia | undefined, { ifRange }: OriginRequest): KeptMedia | undefined {
  return part && isSamePiece(ifRange, part) ? part : undefined;
}
