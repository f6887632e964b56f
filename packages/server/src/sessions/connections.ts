import { connectionKey, type EndReason, type SessionConnection } from "@sluice/policy";
import { type LiveSession, noteActivity } from "./live-session.ts";
import type { SessionTable } from "./session-table.ts";

/** Connections whose ended sessions are remembered, and how many of each; the oldest fall out. */
const ENDED_MEMORY = 10_000;
const ENDED_PER_CONNECTION = 8;

/** A connection by what names it, and what of it is meant. */
export interface ConnectionPart extends Pick<SessionConnection, "server" | "id"> {
  /** Undefined: both. */
  readonly action?: LiveSession["record"]["action"] | undefined;
  /** `application/stream`; undefined: any. */
  readonly stream?: string | undefined;
}

/** What a server tells of a connection that goes on. */
export interface SignOfLife {
  /** Media bytes so far; fewer than before count as none. */
  readonly bytes?: number | undefined;
  /** Any number that grows while media flows. */
  readonly progress?: number | undefined;
}

/** A session that was over before its connection was known to be. */
export interface EndedOnConnection {
  readonly session: LiveSession;
  readonly reason: EndReason;
}

/** The live sessions that media servers' connections carry, by connection and by stream. */
export interface Connections {
  /** The live sessions of a connection: several where one connection publishes and plays. */
  live(part: ConnectionPart): readonly LiveSession[];
  /** The live sessions of a stream, whichever of the server's connections carries them. Looks at all there are. */
  onStream(part: Omit<ConnectionPart, "id"> & { readonly stream: string }): readonly LiveSession[];
  /** Why the newest session of that connection ended; undefined when it is not known to have. */
  endOf(part: ConnectionPart): EndReason | undefined;
  /** The last sessions of that connection that have ended, the newest of each stream and direction. */
  endedOn(part: Pick<ConnectionPart, "server" | "id">): readonly EndedOnConnection[];
  /** The connection is gone: whoever has its number next is another client, of whom the ends before say nothing. */
  forgetEnds(part: Omit<ConnectionPart, "stream">): void;
  /** True while a live session publishes the stream. */
  isPublished(stream: string): boolean;
  /** Notes a sign of life. Media that stands still is none: whoever comes back may take its place. */
  heard(session: LiveSession, nowMilliseconds: number, sign?: SignOfLife): void;
}

/** Follows the table from the first session on: make it before sessions are adopted. */
export function createConnections(
  sessions: Pick<SessionTable, "onAdopted" | "onFollowed" | "onEnded">,
): Connections {
  const byConnection = new Map<string, Set<LiveSession>>();
  const publishers = new Map<string, number>();
  const lastProgress = new WeakMap<LiveSession, number>();
  const ended = new Map<string, Map<string, EndedOnConnection>>();

  const countPublisher = ({ record }: LiveSession, change: 1 | -1): void => {
    if (record.action !== "publish") return;
    const count = (publishers.get(record.stream) ?? 0) + change;
    if (count > 0) publishers.set(record.stream, count);
    else publishers.delete(record.stream);
  };
  const enter = (session: LiveSession): void => {
    const { connection } = session.record;
    if (!connection) return;
    const key = connectionKey(connection);
    const known = byConnection.get(key) ?? new Set();
    byConnection.set(key, known.add(session));
  };
  const leave = (session: LiveSession, connection: SessionConnection): string => {
    const key = connectionKey(connection);
    const known = byConnection.get(key);
    known?.delete(session);
    if (known?.size === 0) byConnection.delete(key);
    return key;
  };
  sessions.onAdopted(session => {
    countPublisher(session, 1);
    enter(session);
  });
  sessions.onFollowed((session, before) => {
    if (before) leave(session, before);
    enter(session);
  });
  sessions.onEnded((session, reason) => {
    countPublisher(session, -1);
    const { connection } = session.record;
    if (!connection) return;
    const key = leave(session, connection);
    const ends = ended.get(key) ?? new Map();
    putLast(ends, partKey(session.record), { session, reason }, ENDED_PER_CONNECTION);
    putLast(ended, key, ends, ENDED_MEMORY);
  });

  return {
    live: part => [...(byConnection.get(connectionKey(part)) ?? [])].filter(session => isPart(session, part)),
    onStream: part =>
      [...byConnection.values()]
        .flatMap(known => [...known])
        .filter(session => session.record.connection?.server === part.server && isPart(session, part)),
    endOf: part => ended.get(connectionKey(part))?.get(partKey(part))?.reason,
    endedOn: part => [...(ended.get(connectionKey(part))?.values() ?? [])],
    forgetEnds({ action, ...connection }) {
      const ends = ended.get(connectionKey(connection)) ?? new Map<string, EndedOnConnection>();
      for (const [key, { session }] of ends) {
        if (action === undefined || session.record.action === action) ends.delete(key);
      }
    },
    isPublished: stream => publishers.has(stream),
    heard(session, nowMilliseconds, { bytes, progress } = {}) {
      const isFlowing =
        (bytes === undefined && progress === undefined) ||
        (bytes !== undefined && bytes > session.bytes) ||
        (progress !== undefined && progress !== lastProgress.get(session));
      if (bytes !== undefined) session.bytes = Math.max(session.bytes, bytes);
      if (progress !== undefined) lastProgress.set(session, progress);
      if (isFlowing) noteActivity(session, nowMilliseconds);
    },
  };
}

function partKey({ action, stream }: Pick<ConnectionPart, "action" | "stream">): string {
  return `${action} ${stream}`;
}

/** Puts a value at the end of a map that holds so many at most: the one that was put longest ago falls out. */
function putLast<T>(map: Map<string, T>, key: string, value: T, limit: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > limit) map.delete(map.keys().next().value ?? "");
}

function isPart({ record }: LiveSession, { action, stream }: Omit<ConnectionPart, "id">): boolean {
  return (
    (action === undefined || record.action === action) && (stream === undefined || record.stream === stream)
  );
}
