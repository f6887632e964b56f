import type { EndReason, SessionConnection } from "@sluice/policy";
import type { Connections } from "../../sessions/connections.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Log } from "../../telemetry/log.ts";
import type { Metrics } from "../../telemetry/metrics.ts";
import type { KickedClient, KickOutcome, ServerApi } from "../server-api.ts";
import { type InTurn, inTurn } from "./in-turn.ts";
import type { LeftConnections } from "./left-connections.ts";
import { createOwedKicks, type OwedKick, type OwedKicks } from "./owed-kicks.ts";
import type { WatchedServer } from "./watched-server.ts";

/** Kicks under way at one server. */
const AT_ONCE = 16;
const FIRST_DELAY_MILLISECONDS = 250;
const LONGEST_DELAY_MILLISECONDS = 8_000;
/** So long a kick that fails is tried again; after that whatever lists the client kicks it. */
const PATIENCE_MILLISECONDS = 30_000;
/** Where no list shows it, nobody else would: its server lets it stay so long at most, the greatest `lifetime_seconds`. */
const UNLISTED_PATIENCE_MILLISECONDS = 86_400_000;
/** A client that was let in so lately may not be there yet when its session ends: its server is asked again so often. */
const YOUNG_MILLISECONDS = 15_000;
const TRIES_WHILE_YOUNG = 3;

/** What cuts connections whose sessions have ended. */
export interface KickEndedDependencies {
  readonly servers: readonly WatchedServer[];
  readonly sessions: Pick<SessionTable, "onAdopted" | "onEnded">;
  readonly connections: Pick<Connections, "live" | "isPublished">;
  readonly left: LeftConnections;
  readonly nowMilliseconds: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "kicks">;
}

export interface KickEnded {
  /** What is still to be cut. */
  readonly owed: Pick<OwedKicks, "get" | "settleUnlisted">;
  /** True when a list that began at that moment is news: whoever is on it was not cut by what has been tried so far. */
  isStillThere(owed: OwedKick, beganMilliseconds: number): boolean;
  /** Cuts a client that a list shows, once, with whatever else waits for that server. Never rejects. */
  kickListed(server: WatchedServer, connection: SessionConnection, of: KickedClient): Promise<void>;
  /** Stops: what is under way comes to its end, what waits is given up. */
  close(): Promise<void>;
}

/** How one attempt came out. `superseded`: the id is somebody else's by now, and nothing was done. */
type Attempt = KickOutcome | "superseded";

/**
 * Cuts the connection of every session that ends for any other reason than that the connection is gone: at once, 16 at a
 * time for each server, and again for 30 s while that fails, or until it works where no list shows it. A connection that carries a
 * newer session is left alone.
 */
export function createKickEnded(dependencies: KickEndedDependencies): KickEnded {
  const { servers, sessions, connections, left, nowMilliseconds, log, metrics } = dependencies;
  const owed = createOwedKicks();
  const lanes = new Map(servers.map(server => [server.settings.name, { server, turn: inTurn(AT_ONCE) }]));
  const timers = new Set<NodeJS.Timeout>();
  const working = new Set<Promise<void>>();
  /** When the last attempt ended; infinite while one is under way or waits for its turn. */
  const attempted = new WeakMap<OwedKick, number>();
  /** Those of which the log has told that they could not be cut. */
  const given = new WeakSet<OwedKick>();
  let isClosed = false;

  const attempt = (owedKick: OwedKick, api: ServerApi, turn: InTurn): Promise<Attempt> =>
    turn(async () => {
      const { connection, of } = owedKick;
      if (isClosed) throw new Error("it waited for others when the server stopped");
      if (owed.get(connection.server, connection.id) !== owedKick) return "superseded";
      if (isTakenOver(connections, owedKick, api)) return "superseded";
      return api.kick(connection, of);
    });

  const conclude = (owedKick: OwedKick, outcome: Attempt): void => {
    const { connection, sessionId, reason } = owedKick;
    metrics.kicks.inc({ server: connection.server, outcome });
    // One that was kicked may be listed all the same, and is then kicked again.
    if (outcome !== "kicked") owed.settle(owedKick);
    if (outcome === "unsupported") logUnsupported(log, connection.server, sessionId, reason);
  };

  const giveUp = (owedKick: OwedKick, error: unknown): void => {
    if (given.has(owedKick)) return;
    given.add(owedKick);
    const { connection, sessionId: session, reason } = owedKick;
    const { server } = connection;
    metrics.kicks.inc({ server, outcome: "failed" });
    log.error({ event: "kick-failed", server, session, reason, err: error }, "a connection could not be cut");
  };

  const pursue = async (owedKick: OwedKick, failures: number): Promise<void> => {
    const { connection, sinceMilliseconds, isYoung } = owedKick;
    const lane = lanes.get(connection.server);
    if (!lane?.server.api) return conclude(owedKick, "unsupported");
    attempted.set(owedKick, Number.POSITIVE_INFINITY);
    const delay = Math.min(FIRST_DELAY_MILLISECONDS * 2 ** failures, LONGEST_DELAY_MILLISECONDS);
    const again = (): void => later(delay, () => pursue(owedKick, failures + 1));
    try {
      const outcome = await attempt(owedKick, lane.server.api, lane.turn);
      attempted.set(owedKick, nowMilliseconds());
      const mayCome = outcome === "gone" && isYoung && failures + 1 < TRIES_WHILE_YOUNG;
      if (mayCome && !isClosed) again();
      else conclude(owedKick, outcome);
    } catch (error) {
      attempted.set(owedKick, nowMilliseconds());
      if (isClosed) return;
      const waited = nowMilliseconds() + delay - sinceMilliseconds;
      if (waited > PATIENCE_MILLISECONDS) giveUp(owedKick, error);
      if (waited <= patienceWith(lane.server.api)) again();
    }
  };

  const track = (work: Promise<void>): void => {
    working.add(work);
    void work.finally(() => working.delete(work));
  };
  const later = (delay: number, work: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      track(work());
    }, delay);
    timer.unref();
    timers.add(timer);
  };

  sessions.onEnded((session, reason) => {
    if (reason === "closed" || isClosed) return;
    for (const connection of connectionsOf(session, left)) {
      const owedKick = owedBy(session, { connection, reason, connections, now: nowMilliseconds() });
      owed.add(owedKick);
      track(pursue(owedKick, 0));
    }
  });
  sessions.onAdopted(({ record: { id, connection } }) => {
    const owedKick = connection && owed.get(connection.server, connection.id);
    if (owedKick && !owedKick.companions.has(id)) owed.settle(owedKick);
  });

  return {
    owed,
    isStillThere: (owedKick, beganMilliseconds) =>
      (attempted.get(owedKick) ?? Number.NEGATIVE_INFINITY) <= beganMilliseconds,
    async kickListed({ settings: { name: server }, api }, connection, of) {
      const lane = lanes.get(server);
      if (!lane || !api || isClosed) return;
      const outcome = await lane.turn(() => api.kick(connection, of)).catch(() => "failed" as const);
      metrics.kicks.inc({ server, outcome });
    },
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(working);
    },
  };
}

/** Where a publisher goes with its stream the server lists no clients. */
function patienceWith({ kicksWholeStream }: ServerApi): number {
  return kicksWholeStream ? UNLISTED_PATIENCE_MILLISECONDS : PATIENCE_MILLISECONDS;
}

function connectionsOf(session: LiveSession, left: LeftConnections): readonly SessionConnection[] {
  const { connection } = session.record;
  return connection ? [connection, ...left.of(session)] : [];
}

interface EndedConnection {
  readonly connection: SessionConnection;
  readonly reason: EndReason;
  readonly connections: Pick<Connections, "live">;
  readonly now: number;
}

function owedBy(
  { record }: LiveSession,
  { connection, reason, connections, now }: EndedConnection,
): OwedKick {
  const { id: sessionId, action, stream } = record;
  const companions = new Set(connections.live(connection).map(session => session.record.id));
  const isYoung = now - record.startedAtSeconds * 1000 < YOUNG_MILLISECONDS;
  const of = { action, stream };
  return { connection, of, sessionId, reason, sinceMilliseconds: now, isYoung, companions };
}

/** True when what would be cut is no longer what was meant. */
function isTakenOver(
  connections: KickEndedDependencies["connections"],
  { connection, of, companions, reason }: OwedKick,
  { kicksWholeStream }: ServerApi,
): boolean {
  // The server may have begun to count anew, and called a new client the same.
  if (connections.live(connection).some(({ record }) => !companions.has(record.id))) return true;
  if (!kicksWholeStream || of.action !== "publish") return false;
  return reason === "replaced" || connections.isPublished(of.stream);
}

/** What has gone idle, or was replaced, was silent anyway: that it stays is no news. */
function logUnsupported(log: Log, server: string, session: string, reason: EndReason): void {
  if (reason === "idle" || reason === "replaced") return;
  log.warn(
    { event: "kick-unsupported", server, session, reason },
    "the media server cannot be told to cut a connection",
  );
}
