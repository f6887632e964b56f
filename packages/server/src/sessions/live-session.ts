import type { EndReason, Holder, SessionRecord, UsedUp } from "@sluice/policy";
import { Closers } from "./closers.ts";

/**
 * So much of a silence between two requests is playback: players fetch a segment each few seconds. Whoever is silent for
 * longer has paused.
 */
const LONGEST_SILENCE_MILLISECONDS = 15_000;

/** A session while it runs in this process: the record, and what changes with every request. */
export interface LiveSession {
  /** Replaced when the token's limits are changed, or when another connection carries the session. */
  record: SessionRecord;
  readonly handle: string;
  holder: Holder;
  /**
   * The agent that fetches media. A page opens its session with the browser's agent, while some browsers fetch
   * media with another one: undefined until the first media request tells.
   */
  mediaAgent: string | undefined;
  lastSeenSeconds: number;
  /** Moments (milliseconds) are kept for the 10 s rule, which whole seconds would blur. */
  lastSeenMilliseconds: number;
  leaseUntilSeconds: number;
  bytes: number;
  requests: number;
  /** Time in which it played; of one that a connection carries its whole time counts instead. */
  watchedMilliseconds: number;
  /** What of its totals the store knows. */
  written: UsedUp;
  /** What one viewer needs at most, audio included; undefined when the manifest did not say. */
  peakBitsPerSecond: number | undefined;
  /** Media bytes that the pace has let through in this process. */
  reservedBytes: number;
  /** Seconds at which the session moved to another prefix within the last hour. */
  moves: number[];
  /** Entries repeated as refreshes (MPD reload, Range) in the running minute. */
  refreshes: { sinceSeconds: number; count: number };
  /** Closes what is still open under the session: bodies, blocked reloads. */
  readonly closers: Closers;
  /**
   * Unix seconds until which its media server's connection is taken to be open; Infinity: until it is heard to be gone.
   * Undefined: it lives by its requests.
   */
  carriedUntilSeconds: number | undefined;
  /** Why it is over; undefined while it runs. */
  ended: EndReason | undefined;
  /** Something has changed since it was last written. */
  dirty: boolean;
  writtenSeconds: number;
}

/** A live session over its record; `handle` is its sealed handle. */
export function liveSession(record: SessionRecord, handle: string): LiveSession {
  return {
    record,
    handle,
    holder: record.holder,
    mediaAgent: record.door === "page" ? undefined : record.holder.agent,
    lastSeenSeconds: record.lastSeenSeconds,
    lastSeenMilliseconds: record.lastSeenSeconds * 1000,
    leaseUntilSeconds: record.leaseUntilSeconds,
    bytes: record.bytes,
    requests: record.requests,
    watchedMilliseconds: (record.watchedSeconds ?? 0) * 1000,
    written: { watchedSeconds: record.watchedSeconds, usedBytes: record.bytes },
    peakBitsPerSecond: undefined,
    reservedBytes: 0,
    moves: [],
    refreshes: { sinceSeconds: record.startedAtSeconds, count: 0 },
    closers: new Closers(),
    carriedUntilSeconds: record.connection ? Number.POSITIVE_INFINITY : undefined,
    ended: undefined,
    dirty: false,
    writtenSeconds: record.lastSeenSeconds,
  };
}

/**
 * Notes that the session was heard from: its idle clock and its slot's lease start again. A lease that has run
 * out stays so where slots are counted: the slot may be another's by now, and must be taken again (`noteLease`).
 */
export function noteActivity(session: LiveSession, nowMilliseconds: number): void {
  const silenceMilliseconds = Math.max(0, nowMilliseconds - session.lastSeenMilliseconds);
  session.watchedMilliseconds += Math.min(silenceMilliseconds, LONGEST_SILENCE_MILLISECONDS);
  // A caller may count in whole seconds only: what is known more exactly stays.
  session.lastSeenMilliseconds = Math.max(session.lastSeenMilliseconds, nowMilliseconds);
  session.lastSeenSeconds = Math.max(session.lastSeenSeconds, Math.floor(nowMilliseconds / 1000));
  session.dirty = true;
  const holdsSlot = session.lastSeenSeconds < session.leaseUntilSeconds;
  if (holdsSlot || !isCounted(session.record)) noteLease(session, session.lastSeenSeconds);
}

/** Notes the silence in which a player's session ends: what it was sent last plays in it, as between two requests. */
export function noteLastSilence(session: LiveSession, nowMilliseconds: number): void {
  const { requests, lastSeenMilliseconds } = session;
  const silenceMilliseconds = Math.max(0, nowMilliseconds - lastSeenMilliseconds);
  // Whoever has asked for nothing but the entry has nothing that plays.
  if (requests === 0 || silenceMilliseconds === 0) return;
  session.watchedMilliseconds += Math.min(silenceMilliseconds, LONGEST_SILENCE_MILLISECONDS);
  session.dirty = true;
}

/** Seconds in which the session has played up to now. */
export function watchedSeconds(session: LiveSession, nowSeconds: number): number {
  const { connection, startedAtSeconds, watchedSeconds: before = 0 } = session.record;
  if (!connection) return Math.floor(session.watchedMilliseconds / 1000);
  const untilSeconds = session.ended ? session.lastSeenSeconds : nowSeconds;
  return Math.max(before, untilSeconds - startedAtSeconds);
}

/** True when the session takes a place that others may be waiting for. */
export function isCounted({ maxSessions, streamMaxSessions, lineage }: SessionRecord): boolean {
  // What a token was delegated from may count its sessions any time: the store knows.
  return maxSessions !== undefined || streamMaxSessions !== undefined || lineage !== undefined;
}

/** Notes that the session holds its slot from now on. */
export function noteLease(session: LiveSession, nowSeconds: number): void {
  session.leaseUntilSeconds = nowSeconds + session.record.leaseSeconds;
}

/** The record with what has changed since it was read. */
export function currentRecord(session: LiveSession): SessionRecord {
  return {
    ...session.record,
    holder: session.holder,
    lastSeenSeconds: session.lastSeenSeconds,
    leaseUntilSeconds: session.leaseUntilSeconds,
    bytes: session.bytes,
    requests: session.requests,
    watchedSeconds: watchedSeconds(session, session.lastSeenSeconds) || undefined,
  };
}
