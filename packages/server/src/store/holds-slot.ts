import { type SessionRecord, sessionLimit } from "@sluice/policy";

/** True while a session occupies one of its token's places: not ended, its lease running, its own limits ahead. */
export function holdsSlot(session: SessionRecord, nowSeconds: number): boolean {
  return (
    session.endedAtSeconds === undefined &&
    session.leaseUntilSeconds > nowSeconds &&
    sessionLimit(session).atSeconds > nowSeconds
  );
}

/** True when a session finds no place again: all of its token's, or all of its stream's, are taken. */
export function isFull(
  { maxSessions = Number.POSITIVE_INFINITY, streamMaxSessions = Number.POSITIVE_INFINITY }: SessionRecord,
  taken: (of: "token" | "stream") => number,
): boolean {
  if (maxSessions < Number.POSITIVE_INFINITY && taken("token") >= maxSessions) return true;
  return streamMaxSessions < Number.POSITIVE_INFINITY && taken("stream") >= streamMaxSessions;
}
