import {
  isLive,
  type SessionCounting,
  type SessionRecord,
  type SlotOwner,
  type SlotSpace,
  slotSpace,
} from "@sluice/policy";
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
  /** Sessions that hold a slot in a space. */
  readonly held: (space: SlotSpace) => number;
  readonly token: (id: string) => TokenRecord | undefined;
}

/**
 * True when a session finds no place again: all of its token's, of an ancestor's, or of its stream's, are taken. With an
 * ancestor that is gone there is none.
 */
export function isFull(session: SessionRecord, places: Places): boolean {
  const { tokenId, lineage = [], maxSessions, streamMaxSessions, user, counting = {} } = session;
  const isTaken = (owner: SlotOwner, max: number | undefined, by: SessionCounting | undefined) => {
    if (max === undefined) return false;
    const taken = by ? places.held(slotSpace(owner, by, session)) : places.taken(owner.of, owner.tokenId);
    return taken >= max;
  };
  if (isTaken({ of: "token", tokenId, user }, maxSessions, counting.token)) return true;
  if (isTaken({ of: "stream", tokenId, user }, streamMaxSessions, counting.stream)) return true;
  return lineage.some(id => {
    const ancestor = places.token(id);
    if (!ancestor) return true;
    const owner = { of: "token", tokenId: id, user: ancestor.user } as const;
    return isTaken(owner, ancestor.maxSessions, ancestor.limits?.sessionCounting);
  });
}
