import type { StateStore } from "../store/store.ts";
import type { LiveSession } from "./live-session.ts";
import { expiredSessions, type SessionTable } from "./session-table.ts";

const SWEEP_MILLISECONDS = 1_000;
const ACTIVITY_MILLISECONDS = 2_000;

/** What runs beside the requests: ends sessions whose time is over, and writes what sessions did. */
export interface Upkeep {
  /** Stops, after a last write. */
  close(): Promise<void>;
}

/** `fault` hears about a store that cannot write now; the next round tries again. */
export function startUpkeep(options: {
  readonly store: StateStore;
  readonly sessions: SessionTable;
  readonly nowSeconds: () => number;
  readonly fault: (error: unknown) => void;
}): Upkeep {
  const { store, sessions, nowSeconds, fault } = options;
  const sweep = async (): Promise<void> => {
    const now = nowSeconds();
    for (const [reason, ids] of expiredSessions(sessions, now)) await sessions.end(ids, reason, now);
  };
  const write = async (): Promise<void> => {
    const dirty = [...sessions.live()].filter(session => session.dirty);
    if (dirty.length === 0) return;
    for (const session of dirty) session.dirty = false;
    try {
      await store.recordActivity(dirty.map(activityOf));
    } catch (error) {
      for (const session of dirty) session.dirty = true;
      throw error;
    }
  };
  const timers = [
    setInterval(() => void sweep().catch(fault), SWEEP_MILLISECONDS),
    setInterval(() => void write().catch(fault), ACTIVITY_MILLISECONDS),
  ];
  for (const timer of timers) timer.unref();
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await write().catch(fault);
    },
  };
}

function activityOf(session: LiveSession) {
  return {
    id: session.record.id,
    lastSeenSeconds: session.lastSeenSeconds,
    leaseUntilSeconds: session.leaseUntilSeconds,
    holder: session.holder,
    bytes: session.bytes,
    requests: session.requests,
  };
}
