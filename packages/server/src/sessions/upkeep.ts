import type { StateStore } from "../store/store.ts";
import type { LiveSession } from "./live-session.ts";
import { expiredSessions, type SessionTable } from "./session-table.ts";

const SWEEP_MILLISECONDS = 1_000;
const ACTIVITY_MILLISECONDS = 1_000;
/**
 * A session's activity is written at most so often, and four times within its lease and its idle time: by the store's
 * copy others are let in, and its holder comes back.
 */
const WRITE_EVERY_SECONDS = 10;
const WRITES_PER_CLOCK = 4;
/** Sessions written in one transaction: an admit never waits for more. */
const BATCH = 250;

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
  const write = async (isDue: (session: LiveSession) => boolean): Promise<void> => {
    const due = [...sessions.live()].filter(session => session.dirty && isDue(session));
    for (let from = 0; from < due.length; from += BATCH) {
      await writeBatch(store, due.slice(from, from + BATCH), nowSeconds());
    }
  };
  const isDueNow = (session: LiveSession): boolean => {
    const { leaseSeconds, idleSeconds } = session.record;
    const everySeconds = Math.min(
      WRITE_EVERY_SECONDS,
      Math.min(leaseSeconds, idleSeconds) / WRITES_PER_CLOCK,
    );
    return nowSeconds() - session.writtenSeconds >= everySeconds;
  };
  const timers = [
    setInterval(() => void sweep().catch(fault), SWEEP_MILLISECONDS),
    setInterval(() => void write(isDueNow).catch(fault), ACTIVITY_MILLISECONDS),
  ];
  for (const timer of timers) timer.unref();
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await write(() => true).catch(fault);
    },
  };
}

async function writeBatch(
  store: StateStore,
  batch: readonly LiveSession[],
  nowSeconds: number,
): Promise<void> {
  for (const session of batch) session.dirty = false;
  try {
    await store.recordActivity(batch.map(activityOf));
    for (const session of batch) session.writtenSeconds = nowSeconds;
  } catch (error) {
    for (const session of batch) session.dirty = true;
    throw error;
  }
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
