import { inPieces } from "../../lib/in-pieces.ts";
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
  /** True when it was to be cut before; some servers cannot. */
  readonly wasCut?: boolean | undefined;
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
    await inPieces(clients, client => {
      const last = before?.get(client.id);
      const sighting = { ...last, times: (last?.times ?? 0) + 1 };
      sightings.set(client.id, sighting);
      if (sighting.times < SIGHTINGS || client.stream === "") return;
      const named = nameStream(registry, client, application);
      settled.push({ client, named, fate: fateOf(client, named, { sighting, now }) });
    });
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
  round: Round,
): Promise<void> {
  const refused = await judgeInOrder(dependencies, server, round);
  const cut = [...round.settled.filter(({ fate }) => fate === "cut"), ...refused].slice(0, MOST_CUT);
  noteCut(dependencies, server, { settled: cut, sightings: round.sightings });
  await Promise.all(
    cut.map(({ client: { id, protocol, action }, named }) => {
      const connection = { server: server.settings.name, id, protocol };
      return dependencies.kicks.kickListed(server, connection, { action, stream: named.name });
    }),
  );
}

/** Judges publishers first, because what plays their streams is judged by them; resolves to those that are to be cut. */
async function judgeInOrder(
  { adopt, nowMilliseconds }: UnknownClientsDependencies,
  { settings }: WatchedServer,
  { settled, sightings }: Round,
): Promise<readonly SettledClient[]> {
  const toJudge = settled
    .filter(({ fate }) => fate === "judge")
    .toSorted((one, other) => Number(isPublisher(other)) - Number(isPublisher(one)));
  const refused: SettledClient[] = [];
  for (const one of toJudge.slice(0, MOST_JUDGED)) {
    const { client, named } = one;
    if ((await adopt(settings, client).catch(() => undefined)) !== "refused") continue;
    const sighting = { times: SIGHTINGS, ...sightings.get(client.id) };
    sightings.set(client.id, { ...sighting, refusedAtMilliseconds: nowMilliseconds() });
    if (isEnforced(client, named)) refused.push(one);
  }
  return refused;
}

function isPublisher({ client }: SettledClient): boolean {
  return client.action === "publish";
}

/** Logs those that are cut for the first time: some servers go on listing whom they cannot cut. */
function noteCut(
  { log }: UnknownClientsDependencies,
  { settings: { name } }: WatchedServer,
  cut: Round,
): void {
  const { settled, sightings } = cut;
  const count = settled.filter(({ client: { id } }) => sightings.get(id)?.wasCut !== true).length;
  if (count > 0) {
    const fields = { event: "unknown-clients-kicked", server: name, count } as const;
    log.warn(fields, "clients are cut that no session knows");
  }
  for (const { client } of settled) {
    sightings.set(client.id, { times: SIGHTINGS, ...sightings.get(client.id), wasCut: true });
  }
}
