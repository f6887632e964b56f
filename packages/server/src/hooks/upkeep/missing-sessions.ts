import type { LiveSession } from "../../sessions/live-session.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import { asksMoreThanOnce } from "../naming/asks-more-than-once.ts";

/** A connection that is missing so often in a row is gone: a list that is read in pages may have skipped it once. */
const MISSES = 2;
/** So long may pass between the first of several questions and the moment its client is listed: nobody is missed before. */
const SLOW_MILLISECONDS = 10_000;

/** Counts how often a session's connection was missing in its server's list. */
export interface MissingSessions {
  /** Its connection is listed. */
  found(session: LiveSession): void;
  /**
   * It is not, in a listing that began at that moment; true when it is gone by that. Before it was listed for the first time it has
   * `slowMilliseconds` to be: by default 10 s where a client asks more than once, else none.
   */
  missed(session: LiveSession, beganMilliseconds: number, slowMilliseconds?: number): boolean;
}

interface Misses {
  /** When its connection came, Unix milliseconds. */
  sinceMilliseconds: number;
  count: number;
  wasListed: boolean;
}

/** Make it before sessions are adopted: of those that are there already nothing is known, and they are as old as can be. */
export function createMissingSessions(
  sessions: Pick<SessionTable, "onAdopted" | "onFollowed">,
  nowMilliseconds: () => number,
): MissingSessions {
  const bySession = new WeakMap<LiveSession, Misses>();
  const begin = (session: LiveSession, sinceMilliseconds: number): Misses => {
    const misses = { sinceMilliseconds, count: 0, wasListed: false };
    bySession.set(session, misses);
    return misses;
  };
  sessions.onAdopted(session => void begin(session, nowMilliseconds()));
  sessions.onFollowed(session => void begin(session, nowMilliseconds()));
  const known = (session: LiveSession): Misses => bySession.get(session) ?? begin(session, 0);
  return {
    found(session) {
      const misses = known(session);
      misses.count = 0;
      misses.wasListed = true;
    },
    missed(session, beganMilliseconds, slowMilliseconds = slownessOf(session)) {
      const misses = known(session);
      const graceMilliseconds = misses.wasListed ? 0 : slowMilliseconds;
      // What came while the list was read may not be on it yet.
      if (misses.sinceMilliseconds + graceMilliseconds >= beganMilliseconds) return false;
      misses.count += 1;
      return misses.count >= MISSES;
    },
  };
}

function slownessOf({ record }: LiveSession): number {
  return asksMoreThanOnce.has(record.connection?.protocol ?? "") ? SLOW_MILLISECONDS : 0;
}
