import type { Registry } from "../../registry/registry.ts";
import type { Log } from "../../telemetry/log.ts";
import type { Metrics } from "../../telemetry/metrics.ts";
import { type NamedStream, nameStream } from "../door/name-stream.ts";
import type { ServerClient } from "../server-api.ts";
import type { AdoptClient } from "./adopt.ts";
import type { KickEnded } from "./kick-ended.ts";
import type { WatchedServer } from "./watched-server.ts";

/** Seen so often in a row a client is not merely being asked about at this moment. */
const SIGHTINGS = 2;
/** Clients of one server that are judged, or cut, in one listing: the others are in the next one. */
const MOST_JUDGED = 200;
const MOST_CUT = 50;
/** A refused client that is still listed is cut again, and judged again only after so long. */
const VERDICT_MILLISECONDS = 60_000;

export interface UnknownClientsDependencies {
  readonly registry: Pick<Registry, "application" | "locate">;
  readonly adopt: AdoptClient;
  readonly kicks: Pick<KickEnded, "kickListed">;
  readonly nowMilliseconds: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "unknownClients">;
}

/** Takes the clients that a server lists and no session knows, listing by listing. */
export type JudgeUnknown = (server: WatchedServer, clients: readonly ServerClient[]) => Promise<void>;

interface Sighting {
  readonly times: number;
  readonly refusedAtMilliseconds?: number | undefined;
}

type Fate = "leave" | "judge" | "cut";

/**
 * What becomes of clients that no session knows: Sluice was restored from a copy, or they came while nobody asked it.
 *
 * Fail closed: where the stream's application is ours and enforces the action, a client that shows its token is judged as if
 * it asked now, and one that shows none is cut, because whoever has a token comes back with it, and whoever has none must not
 * stay. After a loss of data that cuts everybody, 50 in a listing; those whose tokens are known come back at once, and a
 * token that the loss took with it would be refused at the door as well. What does not enforce is judged too, so that it has
 * its session, and never cut. What is none of ours (another application, a connection that the server made by itself, one
 * whose stream is not told) is left alone and counted: a server may serve more than Sluice guards.
 */
export function createJudgeUnknown(dependencies: UnknownClientsDependencies): JudgeUnknown {
  const { registry, nowMilliseconds, metrics } = dependencies;
  const seen = new Map<string, ReadonlyMap<string, Sighting>>();
  return async (server, clients) => {
    const { name, application } = server.settings;
    const before = seen.get(name);
    const now = nowMilliseconds();
    const sightings = new Map<string, Sighting>();
    const settled: SettledClient[] = [];
    for (const client of clients) {
      const last = before?.get(client.id);
      const sighting = { ...last, times: (last?.times ?? 0) + 1 };
      sightings.set(client.id, sighting);
      if (sighting.times < SIGHTINGS || client.stream === "") continue;
      const named = nameStream(registry, client, application);
      settled.push({ client, named, fate: fateOf(client, named, { sighting, now }) });
    }
    seen.set(name, sightings);
    metrics.unknownClients.set({ server: name }, settled.filter(({ fate }) => fate === "leave").length);
    await carryOut(dependencies, server, { settled, sightings });
  };
}

interface SettledClient {
  readonly client: ServerClient;
  readonly named: NamedStream;
  readonly fate: Fate;
}

function fateOf(
  client: ServerClient,
  named: NamedStream,
  { sighting, now }: { readonly sighting: Sighting; readonly now: number },
): Fate {
  if (!named.application || client.isServersOwn) return "leave";
  const { refusedAtMilliseconds } = sighting;
  const isFresh = refusedAtMilliseconds !== undefined && now - refusedAtMilliseconds < VERDICT_MILLISECONDS;
  if (isFresh) return isEnforced(client, named) ? "cut" : "leave";
  if (client.token !== undefined || !isEnforced(client, named)) return "judge";
  return "cut";
}

function isEnforced({ action }: ServerClient, { application, stream }: NamedStream): boolean {
  return (stream ?? application)?.enforcement[action] === "enforce";
}

interface Round {
  readonly settled: readonly SettledClient[];
  /** Takes verdicts, for the next listing. */
  readonly sightings: Map<string, Sighting>;
}

async function carryOut(
  dependencies: UnknownClientsDependencies,
  server: WatchedServer,
  { settled, sightings }: Round,
): Promise<void> {
  const { log, nowMilliseconds } = dependencies;
  const toCut = settled.filter(({ fate }) => fate === "cut");
  // Publishers first: what plays their streams is judged by them.
  const toJudge = settled
    .filter(({ fate }) => fate === "judge")
    .toSorted(
      (one, other) => Number(other.client.action === "publish") - Number(one.client.action === "publish"),
    );
  for (const { client, named, fate } of toJudge.slice(0, MOST_JUDGED)) {
    const verdict = await dependencies.adopt(server.settings, client).catch(() => undefined);
    if (verdict !== "refused") continue;
    sightings.set(client.id, { times: SIGHTINGS, refusedAtMilliseconds: nowMilliseconds() });
    if (isEnforced(client, named)) toCut.push({ client, named, fate });
  }
  const cut = toCut.slice(0, MOST_CUT);
  if (cut.length === 0) return;
  const { name } = server.settings;
  log.warn(
    { event: "unknown-clients-kicked", server: name, count: cut.length },
    "clients are cut that no session knows",
  );
  await Promise.all(
    cut.map(({ client: { id, protocol, action }, named }) =>
      dependencies.kicks.kickListed(
        server,
        { server: name, id, protocol },
        { action, stream: streamOf(named) },
      ),
    ),
  );
}

function streamOf({ stream, asked }: NamedStream): string {
  return stream?.facts.stream ?? asked;
}
