import { inPieces } from "../../lib/in-pieces.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Connections } from "../../sessions/connections.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import { nameStream } from "../door/name-stream.ts";
import type { ServerClient, ServerListing } from "../server-api.ts";
import type { KickEnded } from "./kick-ended.ts";
import type { LeftConnections } from "./left-connections.ts";
import type { MissingSessions } from "./missing-sessions.ts";
import type { NoteLife } from "./note-life.ts";
import type { PublishedStreams } from "./published-streams.ts";
import type { JudgeUnknown } from "./unknown-clients.ts";
import type { WatchedServer } from "./watched-server.ts";

export interface ReconcileDependencies {
  readonly registry: Pick<Registry, "application" | "locate">;
  readonly sessions: Pick<SessionTable, "live" | "end">;
  readonly connections: Pick<Connections, "live">;
  readonly left: LeftConnections;
  readonly missing: MissingSessions;
  readonly noteLife: NoteLife;
  readonly kicks: Pick<KickEnded, "owed" | "isStillThere" | "kickListed">;
  readonly published: PublishedStreams;
  readonly judgeUnknown: JudgeUnknown;
  readonly nowMilliseconds: () => number;
}

/** Sessions that end in one write: a server that crashes may leave tens of thousands, and questions wait meanwhile. */
const MOST_ENDED = 500;
/** So long a stream may take from its publisher's question until it is on the air. */
const SLOW_STREAM_MILLISECONDS = 60_000;

/** A listing, and when it began, Unix milliseconds. */
export interface TimedListing {
  readonly listing: ServerListing;
  readonly beganMilliseconds: number;
}

/**
 * Holds the table against what a server lists: sessions whose connection is gone end, those that go on are noted, clients
 * whose session has ended are cut, and those that nobody knows are judged. Rejects when the store cannot be written; nothing
 * is lost by that, the next listing says the same.
 */
export type Reconcile = (server: WatchedServer, timed: TimedListing) => Promise<void>;

export function createReconcile(dependencies: ReconcileDependencies): Reconcile {
  const { published, kicks } = dependencies;
  return async (server, timed) => {
    const { clients, publishedStreams } = timed.listing;
    const { name, application } = server.settings;
    const streams = new Set<string>();
    await inPieces(publishedStreams ?? [], stream => {
      streams.add(nameStream(dependencies.registry, stream, application).name);
    });
    published.note(name, publishedStreams && streams);
    if (clients === undefined) {
      if (publishedStreams) await followPublishers(dependencies, name, { ...timed, streams });
      return;
    }
    const byId = new Map<string, ServerClient>();
    await inPieces(clients, client => {
      for (const id of idsOf(client)) byId.set(id, client);
    });
    await followSessions(dependencies, name, { ...timed, byId });
    await followClients(dependencies, server, { clients, beganMilliseconds: timed.beganMilliseconds });
    kicks.owed.settleUnlisted(name, byId, timed.beganMilliseconds);
  };
}

interface Indexed extends TimedListing {
  readonly byId: ReadonlyMap<string, ServerClient>;
}

/** Where clients are not told a publisher is there while its stream is. */
async function followPublishers(
  dependencies: ReconcileDependencies,
  server: string,
  { beganMilliseconds, streams }: TimedListing & { readonly streams: ReadonlySet<string> },
): Promise<void> {
  const { sessions, missing } = dependencies;
  const gone: string[] = [];
  await inPieces(sessions.live(), session => {
    const { connection, action, stream, id } = session.record;
    if (connection?.server !== server || action !== "publish") return;
    if (streams.has(stream)) missing.found(session);
    else if (missing.missed(session, beganMilliseconds, SLOW_STREAM_MILLISECONDS)) gone.push(id);
  });
  await endGone(dependencies, gone);
}

async function endGone(
  { sessions, nowMilliseconds }: ReconcileDependencies,
  gone: readonly string[],
): Promise<void> {
  for (let at = 0; at < gone.length; at += MOST_ENDED) {
    const ids = gone.slice(at, at + MOST_ENDED);
    await sessions.end(ids, "closed", Math.floor(nowMilliseconds() / 1000));
  }
}

/** (a) what is gone, and (b) what goes on. */
async function followSessions(
  dependencies: ReconcileDependencies,
  server: string,
  { listing, beganMilliseconds, byId }: Indexed,
): Promise<void> {
  const { sessions, left, missing, noteLife, nowMilliseconds } = dependencies;
  const gone: string[] = [];
  await inPieces(sessions.live(), session => {
    const { connection } = session.record;
    if (connection?.server !== server) return;
    const client = [connection, ...left.of(session)].map(({ id }) => byId.get(id)).find(isListed);
    if (client) {
      missing.found(session);
      noteLife(session, client, nowMilliseconds());
    } else if (
      listing.unlistedProtocols?.includes(connection.protocol) !== true &&
      missing.missed(session, beganMilliseconds)
    ) {
      gone.push(session.record.id);
    }
  });
  await endGone(dependencies, gone);
}

/** (c) what is to be cut, and (d) what nobody knows. */
async function followClients(
  { connections, left, kicks, judgeUnknown }: ReconcileDependencies,
  server: WatchedServer,
  {
    clients,
    beganMilliseconds,
  }: { readonly clients: readonly ServerClient[]; readonly beganMilliseconds: number },
): Promise<void> {
  const { name } = server.settings;
  const isCarried = (id: string): boolean =>
    connections.live({ server: name, id }).length > 0 || left.sessionOf(name, id) !== undefined;
  const unknown: ServerClient[] = [];
  const cuts: Promise<void>[] = [];
  await inPieces(clients, client => {
    const ids = idsOf(client);
    const owed = ids.map(id => kicks.owed.get(name, id)).find(isOwed);
    if (owed && !connections.live(owed.connection).some(({ record }) => !owed.companions.has(record.id))) {
      if (!kicks.isStillThere(owed, beganMilliseconds)) return;
      cuts.push(kicks.kickListed(server, { ...owed.connection, id: client.id }, owed.of));
    } else if (!ids.some(isCarried)) unknown.push(client);
  });
  await Promise.all([...cuts, judgeUnknown(server, unknown)]);
}

function idsOf({ id, otherIds = [] }: ServerClient): readonly string[] {
  return [id, ...otherIds];
}

function isListed(client: ServerClient | undefined): client is ServerClient {
  return client !== undefined;
}

type Owed = NonNullable<ReturnType<KickEnded["owed"]["get"]>>;

function isOwed(owed: Owed | undefined): owed is Owed {
  return owed !== undefined;
}
