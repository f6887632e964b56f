import { isLive, type SessionRecord } from "@sluice/policy";
import type { TokenRecord } from "./token-record.ts";

/**
 * True while a session occupies one of its token's places: not ended, its lease running, its own limits ahead. One that a
 * connection carries needs no lease: it holds its place as long as it lives.
 */
export function holdsSlot(session: SessionRecord, nowSeconds: number): boolean {
  const isLeased = session.connection !== undefined || session.leaseUntilSeconds > nowSeconds;
  return isLeased && isLive(session, nowSeconds);
}

/** How a store answers for places. */
export interface Places {
  /** Sessions of the token and of those delegated from it, or of the stream, that hold a slot now. */
  readonly taken: (of: "token" | "stream", tokenId: string) => number;
  readonly token: (id: string) => TokenRecord | undefined;
}

/**
 * True when a session finds no place again: all of its token's, of an ancestor's, or of its stream's, are taken. With an
 * ancestor that is gone there is none.
 */
export function isFull(session: SessionRecord, places: Places): boolean {
  const { tokenId, lineage = [], maxSessions, streamMaxSessions } = session;
  const isTaken = (of: "token" | "stream", id: string, max = Number.POSITIVE_INFINITY) =>
    max < Number.POSITIVE_INFINITY && places.taken(of, id) >= max;
  if (isTaken("token", tokenId, maxSessions) || isTaken("stream", tokenId, streamMaxSessions)) return true;
  return lineage.some(id => {
    const ancestor = places.token(id);
    return !ancestor || isTaken("token", id, ancestor.maxSessions);
  });
}
