import { type FurtherLimits, isQuotaSpent, tokensOf, type UsedUp } from "@sluice/policy";
import { inPieces } from "../lib/in-pieces.ts";
import type { Store } from "../store/store.ts";
import { type LiveSession, watchedSeconds } from "./live-session.ts";
import type { SessionTable } from "./session-table.ts";
import type { WriteActivity } from "./write-activity.ts";

/** What the store said of a token or stream is asked anew after so long: other sessions of it may have ended since. */
const FRESH_SECONDS = 3;

/** The quotas of a stream; undefined: it has none. */
export type StreamLimits = (session: LiveSession) => FurtherLimits | undefined;

export interface QuotaDependencies {
  readonly store: Pick<Store, "token" | "streamTotals">;
  readonly sessions: Pick<SessionTable, "live" | "end">;
  readonly streamLimits?: StreamLimits | undefined;
  readonly writeActivity: WriteActivity;
}

/** Ends running sessions whose token, or one above it, or whose stream has nothing left of its minutes or bytes. */
export interface QuotaClock {
  /** What they used is written before they end, so that whoever comes next finds it. Rejects as the store does. */
  endSpent(nowSeconds: number): Promise<void>;
}

/** Limits, what the store knows to be used, and when it said so. */
interface Known extends UsedUp {
  readonly limits: FurtherLimits | undefined;
  readonly readAtSeconds: number;
}

/** The running sessions that share quotas. */
interface Shared {
  readonly key: string;
  readonly read: () => Promise<UsedUp & { readonly limits: FurtherLimits | undefined }>;
  readonly sessions: LiveSession[];
}

export function createQuotaClock(dependencies: QuotaDependencies): QuotaClock {
  const { sessions, writeActivity } = dependencies;
  let known = new Map<string, Known>();

  const ask = async ({ key, read }: Shared, now: number): Promise<Known> => {
    const fresh = { ...(await read()), readAtSeconds: now };
    known.set(key, fresh);
    return fresh;
  };
  const isSpent = async (shared: Shared, now: number): Promise<boolean> => {
    const before = known.get(shared.key);
    const isFresh =
      before !== undefined &&
      now - before.readAtSeconds < FRESH_SECONDS &&
      shared.sessions.every(({ writtenSeconds }) => writtenSeconds < before.readAtSeconds);
    const told = isFresh ? before : await ask(shared, now);
    // The limit may have been raised meanwhile, and what is not written may be by now.
    return isOver(told, shared, now) && isOver(await ask(shared, now), shared, now);
  };

  return {
    async endSpent(now) {
      const groups = await sharedQuotas(dependencies);
      known = new Map([...known].filter(([key]) => groups.has(key)));
      const spent = new Set<LiveSession>();
      for (const shared of groups.values()) {
        for (const session of shared.sessions) session.dirty ||= session.record.connection !== undefined;
        if (await isSpent(shared, now)) for (const session of shared.sessions) spent.add(session);
      }
      if (spent.size === 0) return;
      await writeActivity(session => spent.has(session));
      await sessions.end(
        [...spent].map(({ record }) => record.id),
        "quota",
        now,
      );
    },
  };
}

/** The running sessions by what limits them: their tokens, and their streams. */
async function sharedQuotas({
  store,
  sessions,
  streamLimits,
}: QuotaDependencies): Promise<Map<string, Shared>> {
  const groups = new Map<string, Shared>();
  const add = (key: string, session: LiveSession, read: Shared["read"]): void => {
    const shared = groups.get(key) ?? { key, read, sessions: [] };
    shared.sessions.push(session);
    groups.set(key, shared);
  };
  await inPieces(sessions.live(), session => {
    const { record } = session;
    const { organization, stream } = record;
    for (const id of record.isMetered ? tokensOf(record) : []) {
      add(`token ${id}`, session, async () => {
        const { limits, watchedSeconds: watched, usedBytes } = (await store.token(id)) ?? {};
        return { limits, watchedSeconds: watched, usedBytes };
      });
    }
    const limits = record.action === "play" ? streamLimits?.(session) : undefined;
    if (!limits) return;
    add(`stream ${organization} ${stream}`, session, async () => ({
      limits,
      ...(await store.streamTotals(organization, stream)),
    }));
  });
  return groups;
}

function isOver({ limits, ...stored }: Known, { sessions }: Shared, now: number): boolean {
  const { maxWatchMinutes, maxBytes } = limits ?? {};
  const used = withUnwritten(stored, sessions, now);
  return (
    (maxBytes !== undefined && isQuotaSpent({ quota: "bytes", max: maxBytes }, used)) ||
    (maxWatchMinutes !== undefined && isQuotaSpent({ quota: "watch-minutes", max: maxWatchMinutes }, used))
  );
}

function withUnwritten(stored: UsedUp, sessions: readonly LiveSession[], now: number): UsedUp {
  let { watchedSeconds: watched = 0, usedBytes = 0 } = stored;
  for (const session of sessions) {
    const { written, bytes } = session;
    watched += Math.max(0, watchedSeconds(session, now) - (written.watchedSeconds ?? 0));
    usedBytes += Math.max(0, bytes - (written.usedBytes ?? 0));
  }
  return { watchedSeconds: watched, usedBytes };
}
