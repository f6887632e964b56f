import { inPieces } from "../lib/in-pieces.ts";
import type { Store } from "../store/store.ts";
import type { LiveSession } from "./live-session.ts";
import { createQuotaClock, type StreamLimits } from "./quota-clock.ts";
import { expiredSessions, expiryOf } from "./session-table.ts";
import { type ActivityDependencies, createWriteActivity } from "./write-activity.ts";

const SWEEP_MILLISECONDS = 1_000;
const ACTIVITY_MILLISECONDS = 1_000;
/**
 * A session's activity is written at most so often, and four times within its lease and its idle time: by the store's
 * copy others are let in, and its holder comes back.
 */
const WRITE_EVERY_SECONDS = 10;
const WRITES_PER_CLOCK = 4;

/** Sessions that are ended in one transaction when their time is over: nobody waits for that, and everybody for the process. */
const ENDS_AT_ONCE = 32;

/** What runs beside the requests: ends sessions whose time is over, and writes what sessions did. */
export interface Upkeep {
  /** Writes what sessions did up to now, ended ones included. Rejects when the store cannot write. */
  flush(): Promise<void>;
  /** Stops, after a last write. */
  close(): Promise<void>;
}

/** `fault` hears about a store that cannot write now; the next round tries again. */
export function startUpkeep(
  options: ActivityDependencies & {
    readonly store: Store;
    readonly streamLimits?: StreamLimits | undefined;
    readonly fault: (error: unknown) => void;
  },
): Upkeep {
  const { sessions, nowSeconds, fault } = options;
  const writeActivity = createWriteActivity(options);
  const quotas = createQuotaClock({ ...options, writeActivity });
  const sweep = async (): Promise<void> => {
    const now = nowSeconds();
    const over: LiveSession[] = [];
    await inPieces(sessions.live(), session => {
      if (expiryOf(session, now)) over.push(session);
    });
    for (let from = 0; from < over.length; from += ENDS_AT_ONCE) {
      // Looked at again: one may have been heard of while others ended.
      const batch = over.slice(from, from + ENDS_AT_ONCE).filter(({ ended }) => !ended);
      for (const [reason, ids] of expiredSessions(batch, now)) await sessions.end(ids, reason, now);
    }
    await quotas.endSpent(now);
  };
  const timers = [
    setInterval(() => void sweep().catch(fault), SWEEP_MILLISECONDS),
    setInterval(() => void writeActivity(isDueAt(nowSeconds())).catch(fault), ACTIVITY_MILLISECONDS),
  ];
  for (const timer of timers) timer.unref();
  return {
    flush: () => writeActivity(() => true),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await writeActivity(() => true).catch(fault);
    },
  };
}

function isDueAt(now: number): (session: LiveSession) => boolean {
  return ({ record, writtenSeconds }) => {
    const { leaseSeconds, idleSeconds } = record;
    const everySeconds = Math.min(
      WRITE_EVERY_SECONDS,
      Math.min(leaseSeconds, idleSeconds) / WRITES_PER_CLOCK,
    );
    return now - writtenSeconds >= everySeconds;
  };
}
