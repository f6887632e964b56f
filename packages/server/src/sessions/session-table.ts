import {
  type EndReason,
  type SessionConnection,
  type SessionRecord,
  sameConnection,
  sessionLimit,
} from "@sluice/policy";
import type { Audit } from "../store/audit.ts";
import type { StateStore } from "../store/store.ts";
import { createEndedSessions, type EndedRecord } from "./ended-sessions.ts";
import type { Handles } from "./handles.ts";
import { type LiveSession, liveSession, noteActivity } from "./live-session.ts";

/** What a look-up found; neither reason nor record of a session that nobody knows. */
export type Found =
  | { readonly live: LiveSession }
  | { readonly ended: EndReason | undefined; readonly record: EndedRecord | undefined };

/**
 * The sessions of this process. The store is the truth; this is its copy for the hot path, and the one place
 * that tells doors when a session is over.
 */
export interface SessionTable {
  /** Takes an admitted session in, or finds it again. One that is already over comes back as ended. */
  adopt(record: SessionRecord): LiveSession;
  /** By handle text, without a look-up; undefined when this process has not opened the handle yet. */
  byHandle(handle: string): LiveSession | undefined;
  /** By id, as far as it runs here. */
  byId(id: string): LiveSession | undefined;
  /** By id; one look-up in the store for an unknown one. */
  find(id: string): Promise<Found>;
  /** Notes that sessions are over (the store has written it) and closes what they hold. */
  markEnded(ids: readonly string[], reason: EndReason): void;
  /** Ends sessions in the store and here. Resolves to the ids that were still live. */
  end(
    ids: readonly string[],
    reason: EndReason,
    nowSeconds: number,
    audit?: Audit<readonly string[]>,
  ): Promise<readonly string[]>;
  /**
   * Notes new limits of sessions (the store has written them). Those of `lapsedIds` have lost their slot: what they
   * still hold open is closed, and their next request must find a free one.
   */
  amend(records: readonly SessionRecord[], lapsedIds: readonly string[]): void;
  /** Drops the viewer's name from what is remembered of ended sessions. */
  forget(organization: string, user: string): void;
  /** Notes which connection carries a session from now on (the store has written it). */
  follow(session: LiveSession, connection: SessionConnection): void;
  /** Called with every session that is taken in. */
  onAdopted(listener: (session: LiveSession) => void): void;
  /** Called when another connection carries a session, with the one before. */
  onFollowed(listener: (session: LiveSession, before: SessionConnection | undefined) => void): void;
  /** Called with every session that ends, once. */
  onEnded(listener: (session: LiveSession, reason: EndReason) => void): void;
  /** The sessions running here. */
  live(): IterableIterator<LiveSession>;
  count(): number;
}

export function createSessionTable(store: StateStore, handles: Handles): SessionTable {
  const byId = new Map<string, LiveSession>();
  const byHandle = new Map<string, LiveSession>();
  const ended = createEndedSessions();
  const amended = new Map<string, SessionRecord>();
  const listeners: ((session: LiveSession, reason: EndReason) => void)[] = [];
  const followedListeners: ((session: LiveSession, before: SessionConnection | undefined) => void)[] = [];
  const adoptedListeners: ((session: LiveSession) => void)[] = [];

  const adopt = (record: SessionRecord): LiveSession => {
    const known = byId.get(record.id);
    if (known) return known;
    const session = liveSession(amended.get(record.id) ?? record, handles.seal(record));
    amended.delete(record.id);
    // An end that was written in the same moment as the admission may be heard of first.
    session.ended = ended.get(record.id)?.reason;
    if (session.ended) return session;
    byId.set(record.id, session);
    byHandle.set(session.handle, session);
    for (const listener of adoptedListeners) listener(session);
    return session;
  };

  const markEnded = (ids: readonly string[], reason: EndReason): void => {
    for (const id of ids) {
      const session = byId.get(id);
      ended.add(id, reason, session?.record);
      if (!session) continue;
      byId.delete(id);
      byHandle.delete(session.handle);
      session.ended = reason;
      session.closers.closeAll(reason);
      for (const listener of listeners) listener(session, reason);
    }
  };

  return {
    adopt,
    markEnded,
    byHandle: handle => byHandle.get(handle),
    byId: id => byId.get(id),
    async find(id) {
      const known = byId.get(id);
      if (known) return { live: known };
      const over = ended.get(id);
      if (over?.record) return { ended: over.reason, record: over.record };
      const record = await store.session(id);
      // The session may have ended while the store was read: what is remembered here is newer.
      const reason = ended.get(id)?.reason ?? record?.endReason;
      if (record && reason === undefined && record.endedAtSeconds === undefined)
        return { live: adopt(record) };
      if (record && reason) ended.add(id, reason, record);
      return { ended: reason, record };
    },
    async end(ids, reason, nowSeconds, audit) {
      const over = await store.endSessions(ids, reason, nowSeconds, audit);
      markEnded(over, reason);
      return over;
    },
    amend(records, lapsedIds) {
      for (const record of records) {
        const session = byId.get(record.id);
        if (session) session.record = record;
        // Its admission, written a moment earlier, may be heard of a moment later.
        else remember(amended, record);
        if (session && lapsedIds.includes(record.id)) lapse(session, record);
      }
    },
    follow(session, connection) {
      const before = session.record.connection;
      if (sameConnection(before, connection)) return;
      session.record = { ...session.record, connection };
      for (const listener of followedListeners) listener(session, before);
    },
    forget: ended.forget,
    onFollowed: listener => void followedListeners.push(listener),
    onAdopted: listener => void adoptedListeners.push(listener),
    onEnded: listener => void listeners.push(listener),
    live: () => byId.values(),
    count: () => byId.size,
  };
}

/** Changes that arrive before their sessions; more than a handful are sessions that have ended. */
const AMENDED_MEMORY = 1_000;

function remember(amended: Map<string, SessionRecord>, record: SessionRecord): void {
  amended.set(record.id, record);
  if (amended.size > AMENDED_MEMORY) amended.delete(amended.keys().next().value ?? "");
}

/** Somebody else plays in its place: a request that still waits is told so, whatever was begun is cut. */
function lapse(session: LiveSession, { leaseUntilSeconds }: SessionRecord): void {
  session.leaseUntilSeconds = leaseUntilSeconds;
  session.closers.closeAll("moved-too-often");
}

/** Those of the sessions that are over by themselves at `nowSeconds`, by reason. */
export function expiredSessions(
  sessions: Iterable<LiveSession>,
  nowSeconds: number,
): Map<EndReason, string[]> {
  const expired = new Map<EndReason, string[]>();
  for (const session of sessions) {
    const reason = expiryOf(session, nowSeconds);
    if (!reason) continue;
    const ids = expired.get(reason) ?? [];
    ids.push(session.record.id);
    expired.set(reason, ids);
  }
  return expired;
}

/** Why a session is over by itself at `nowSeconds`; undefined: it goes on. What is open under it counts as activity. */
export function expiryOf(session: LiveSession, nowSeconds: number): EndReason | undefined {
  // A long download is not idle.
  if (session.closers.size > 0) noteActivity(session, nowSeconds * 1000);
  const { connection, untilSeconds, capSeconds, idleSeconds } = session.record;
  const { lastSeenSeconds } = session;
  const limit = sessionLimit({ connection, untilSeconds, capSeconds, idleSeconds, lastSeenSeconds });
  if (limit.atSeconds <= nowSeconds) return limit.reason;
  const { carriedUntilSeconds = Number.POSITIVE_INFINITY } = session;
  return carriedUntilSeconds <= nowSeconds ? "closed" : undefined;
}
