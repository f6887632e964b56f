import { inPieces } from "../lib/in-pieces.ts";
import type { StateStore } from "../store/store.ts";
import type { UsageAddition } from "../store/usage.ts";
import { type LiveSession, noteActivity, noteLastSilence, watchedSeconds } from "./live-session.ts";
import type { SessionTable } from "./session-table.ts";
import type { UsageMeter } from "./usage-meter.ts";

/** Sessions, and subjects of usage, written in one transaction: an admit never waits for more. */
const BATCH = 32;

export interface ActivityDependencies {
  readonly store: StateStore;
  readonly sessions: SessionTable;
  readonly usage: UsageMeter;
  readonly nowSeconds: () => number;
  /** True where the session's stream counts what is used of it. Undefined: none does. */
  readonly isOfStream?: ((session: LiveSession) => boolean) | undefined;
}

/** Writes what the sessions did that are due, what ended sessions did last, and what was counted besides. */
export type WriteActivity = (isDue: (session: LiveSession) => boolean) => Promise<void>;

/** Makes the writer. It rejects when the store cannot write, and what it could not write stays for the next call. */
export function createWriteActivity(dependencies: ActivityDependencies): WriteActivity {
  const { sessions, usage } = dependencies;
  // What they did since their last write, which their end has made the last one.
  const ended = new Set<LiveSession>();
  sessions.onEnded((session, reason) => {
    const milliseconds = dependencies.nowSeconds() * 1000;
    // A connection was there up to its end, whether it was heard of or not.
    if (session.record.connection) noteActivity(session, milliseconds);
    // Else whoever begins a session anew for each segment would play for nothing.
    else if (reason !== "quota" && isLimited(dependencies, session)) noteLastSilence(session, milliseconds);
    if (session.dirty) ended.add(session);
  });

  const writeBatch = async (batch: readonly LiveSession[], additions: readonly UsageAddition[]) => {
    for (const session of batch) ended.delete(session);
    try {
      await write(dependencies, batch, additions);
    } catch (error) {
      usage.putBack(additions);
      for (const session of batch) if (session.ended) ended.add(session);
      throw error;
    }
  };

  return async isDue => {
    const running: LiveSession[] = [];
    await inPieces(sessions.live(), session => {
      if (session.dirty && isDue(session)) running.push(session);
    });
    // Some may have ended meanwhile.
    const due = [...new Set([...ended, ...running])];
    let hasMore = true;
    for (let from = 0; hasMore; from += BATCH) {
      const additions = usage.take(BATCH);
      await writeBatch(due.slice(from, from + BATCH), additions);
      hasMore = due.length > from + BATCH || additions.length === BATCH;
    }
  };
}

async function write(
  { store, nowSeconds, isOfStream }: ActivityDependencies,
  batch: readonly LiveSession[],
  additions: readonly UsageAddition[],
): Promise<void> {
  if (batch.length + additions.length === 0) return;
  const now = nowSeconds();
  const activities = batch.map(session => activityOf(session, now, isOfStream?.(session) ?? false));
  const before = batch.map(({ written }) => written);
  for (const [index, session] of batch.entries()) {
    session.dirty = false;
    // Before the store answers: a quota that counts what is not written counts nothing twice.
    session.written = { watchedSeconds: activities[index]?.watchedSeconds, usedBytes: session.bytes };
  }
  try {
    await store.recordActivity(activities, { additions });
    for (const session of batch) session.writtenSeconds = nowSeconds();
  } catch (error) {
    for (const [index, session] of batch.entries()) {
      session.dirty = true;
      session.written = before[index] ?? session.written;
    }
    throw error;
  }
}

/** True where minutes, or bytes, are limited. */
function isLimited({ isOfStream }: Pick<ActivityDependencies, "isOfStream">, session: LiveSession): boolean {
  return session.record.isMetered === true || (isOfStream?.(session) ?? false);
}

function activityOf(session: LiveSession, nowSeconds: number, isOfStream: boolean) {
  // Where nothing limits its minutes, a connection counts up to when it was last heard of, as in usage.
  const isByClock = isOfStream || session.record.isMetered === true;
  return {
    id: session.record.id,
    lastSeenSeconds: session.lastSeenSeconds,
    leaseUntilSeconds: session.leaseUntilSeconds,
    holder: session.holder,
    bytes: session.bytes,
    requests: session.requests,
    watchedSeconds: watchedSeconds(session, isByClock ? nowSeconds : session.lastSeenSeconds),
    isOfStream,
  };
}
