import { Readable } from "node:stream";
import { coalesce } from "../../../lib/coalesce.ts";
import type { Origin, OriginReply, OriginRequest, OriginUnavailable } from "../origin.ts";
import { unavailable } from "../unavailable.ts";
import { answerKept } from "./answer-kept.ts";
import type { CacheSurroundings } from "./cache-surroundings.ts";
import { freshOfOrigin } from "./fresh-of-origin.ts";
import type { KeptMedia } from "./kept-media.ts";
import type { SegmentRoom } from "./segment-memory.ts";

/** `changed`: it is not in memory any more, and must be fetched. */
export type Revalidate = (
  key: string,
  kept: KeptMedia,
  request: OriginRequest,
) => Promise<OriginReply | "changed">;

/** Asks the origin, once for all who wait, whether what is in memory is still so. */
export function createRevalidate(
  origin: Origin,
  room: SegmentRoom,
  { tally, nowMilliseconds }: CacheSurroundings,
): Revalidate {
  const once = coalesce<OriginUnavailable | "same" | "changed">();

  const check = async (
    kept: KeptMedia,
    { path, query, range }: OriginRequest,
    signal: AbortSignal,
  ): Promise<OriginUnavailable | "same" | "changed"> => {
    if (kept.etag === undefined) return "changed";
    const wanted = kept.status === 206 ? range : undefined;
    const asked = { method: "GET", path, query, range: wanted, ifNoneMatch: kept.etag, signal } as const;
    const reply = await origin.open(asked);
    if (reply.outcome === "unavailable") return reply;
    if (reply.body instanceof Readable) reply.body.destroy();
    const fresh = reply.status === 304 ? freshOfOrigin(origin, reply, nowMilliseconds()) : undefined;
    if (fresh === undefined) return "changed";
    kept.freshUntilMilliseconds = nowMilliseconds() + fresh;
    return "same";
  };

  return async (key, kept, request) => {
    try {
      const found = await once(key, signal => check(kept, request, signal), request.signal);
      if (found === "same") {
        tally.revalidated += 1;
        return answerKept(kept, request);
      }
      if (room.get(key) === kept) room.forget(key);
      return found;
    } catch (error) {
      if (!request.signal.aborted) throw error;
      return unavailable("origin-error", "given up by the client");
    }
  };
}
