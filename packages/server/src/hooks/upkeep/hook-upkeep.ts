import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Connections } from "../../sessions/connections.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Log } from "../../telemetry/log.ts";
import type { Metrics } from "../../telemetry/metrics.ts";
import type { MediaServerHook } from "../media-server-hook.ts";
import type { AdoptClient } from "./adopt.ts";
import { createKickEnded } from "./kick-ended.ts";
import { createLeftConnections } from "./left-connections.ts";
import { createMissingSessions } from "./missing-sessions.ts";
import { createNoteLife } from "./note-life.ts";
import { createPublishedStreams } from "./published-streams.ts";
import { createReconcile } from "./reconcile.ts";
import { createJudgeUnknown } from "./unknown-clients.ts";
import { watchServer } from "./watch-server.ts";
import { openWatchedServers, type WatchedServer } from "./watched-server.ts";

/** What kicks and reconciliation stand on. */
export interface HookUpkeepDependencies {
  readonly servers: readonly MediaServerSettings[];
  readonly hooks: readonly MediaServerHook[];
  readonly registry: Pick<Registry, "application" | "locate">;
  readonly sessions: Pick<SessionTable, "live" | "end" | "onAdopted" | "onFollowed" | "onEnded">;
  readonly connections: Pick<Connections, "live" | "heard" | "isPublished">;
  readonly adopt: AdoptClient;
  readonly nowMilliseconds: () => number;
  /** How often each server is listed; default 3,000. */
  readonly everyMilliseconds?: number | undefined;
  /** Hears of a store that cannot be written. */
  readonly fault: (error: unknown) => void;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "kicks" | "unknownClients" | "mediaServerUp">;
}

/** What runs beside the hooks: cuts connections whose sessions end, and holds the table against what the servers list. */
export interface HookUpkeep {
  /** True while some server lists the stream; false when every server that tells does not; undefined: none tells. */
  isPublished(stream: string): boolean | undefined;
  /** True when the server's list was read lately: whether its connections live is known from there. */
  hearsOf(server: string): boolean;
  /** True when the server's list cannot be read, or it has none. Not before that was tried. */
  hasLost(server: string): boolean;
  /** Stops, after the kicks that are under way, within 2 s; what is not cut by then is found by the first listing of the next start. */
  close(): Promise<void>;
}

/** Starts it, when the table has been taken over from the store: the first listings begin at once. */
export function startHookUpkeep(dependencies: HookUpkeepDependencies): HookUpkeep {
  const { sessions, connections, nowMilliseconds } = dependencies;
  const servers = openWatchedServers(dependencies.servers, dependencies.hooks);
  const published = createPublishedStreams(nowMilliseconds);
  const left = createLeftConnections(sessions);
  const kicks = createKickEnded({ ...dependencies, servers, left });
  const reconcile = createReconcile({
    ...dependencies,
    left,
    missing: createMissingSessions(sessions, nowMilliseconds),
    noteLife: createNoteLife(connections),
    kicks,
    published,
    judgeUnknown: createJudgeUnknown({ ...dependencies, kicks }),
  });
  const watches = new Map(
    servers.flatMap(server => {
      const { api, settings } = server;
      return api ? [[settings.name, watchServer({ ...dependencies, reconcile }, { ...server, api })]] : [];
    }),
  );
  return {
    isPublished: published.has,
    hearsOf: name => watches.get(name)?.isHeard() === true,
    hasLost: name => watches.get(name)?.isLost() !== false,
    async close() {
      const closing = [...watches.values()].map(watch => watch.close());
      await kicks.close();
      // Lists that are still read are of no use any more.
      await Promise.all(servers.map((server: WatchedServer) => server.close()));
      await Promise.all(closing);
    },
  };
}
