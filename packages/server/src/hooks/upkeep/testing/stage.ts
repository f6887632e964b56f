import type { Action, EndReason, SessionConnection } from "@sluice/policy";
import { createFlow, START_MILLISECONDS } from "../../../access/testing/flow.ts";
import type { MediaServerSettings } from "../../../declarations/media-server.ts";
import { createConnections } from "../../../sessions/connections.ts";
import type { LiveSession } from "../../../sessions/live-session.ts";
import type { Log, LogFields } from "../../../telemetry/log.ts";
import { createMetrics } from "../../../telemetry/metrics.ts";
import type { KickOutcome, ServerApi, ServerClient, ServerListing } from "../../server-api.ts";
import { type HookUpkeepDependencies, startHookUpkeep } from "../hook-upkeep.ts";
import type { WatchedServer } from "../watched-server.ts";

/** A connection that a session is opened for; its stream is live/cam1 when nothing else is said. */
export interface OpenedConnection {
  readonly id: string;
  readonly action?: Action;
  readonly stream?: string;
  readonly protocol?: string;
  readonly server?: string;
}

/** Sessions over connections, on the whole flow with a memory store and a clock that runs. */
export function openStage() {
  const flow = createFlow();
  const connections = createConnections(flow.sessions);
  const lines: LogFields[] = [];
  const write = (fields: LogFields): void => void lines.push(fields);
  const log: Log = { error: write, warn: write, info: write, debug: write };
  const metrics = createMetrics(() => 0);
  const now = (): number => START_MILLISECONDS + Math.floor(performance.now());

  const open = async (of: OpenedConnection): Promise<LiveSession> => {
    const { id, action = "publish", stream = "live/cam1", protocol = "rtmp", server = "studio" } = of;
    const { text } = await flow.mint({ kind: "access", action, target: { streams: [stream] } });
    const [application = "", ...path] = stream.split("/");
    const found = flow.registry.application(application);
    const as: SessionConnection = { server, id, protocol };
    const question = flow.question(text, {
      action,
      door: "hook",
      asked: stream,
      locate: () => found && flow.registry.locate(found, path)?.stream,
      connection: { as, comeback: { asksAgain: false, resumeSeconds: 0 } },
      nowMilliseconds: now(),
    });
    const decision = await flow.enter(question, async () => ({ ready: undefined }));
    if (!decision.allowed || !decision.session) throw new Error("the session was not admitted");
    return decision.session;
  };
  return {
    ...flow,
    connections,
    lines,
    log,
    metrics,
    now,
    open,
    end: (session: LiveSession, reason: EndReason) =>
      flow.sessions.end([session.record.id], reason, Math.floor(now() / 1000)),
    /** What was logged under an event. */
    logged: (event: LogFields["event"]) => lines.filter(line => line.event === event),
    /** One metric as `{labels} value`. */
    async samples(name: string): Promise<readonly string[]> {
      const text = await metrics.registry.getSingleMetricAsString(name);
      return text.split("\n").filter(line => line.startsWith(`${name}{`));
    },
    upkeep: (changes: Pick<HookUpkeepDependencies, "servers" | "hooks"> & Partial<HookUpkeepDependencies>) =>
      startHookUpkeep({
        registry: flow.registry,
        sessions: flow.sessions,
        connections,
        adopt: async () => "refused",
        nowMilliseconds: now,
        fault: error => {
          throw error;
        },
        log,
        metrics,
        ...changes,
      }),
  };
}

/** A server as it is configured when nothing is said. */
export function settingsOf(changes: Partial<MediaServerSettings> = {}): MediaServerSettings {
  return {
    name: "studio",
    kind: "mediamtx",
    secrets: [],
    allow: [],
    application: "live",
    needsPublisher: true,
    trustsClientAddress: true,
    lifetimeSeconds: 120,
    api: undefined,
    addresses: {},
    ...changes,
  };
}

/** A server whose API is in the test's hands. `kick` may answer, reject or wait. */
export function serverInHand(
  kick: (connection: SessionConnection) => Promise<KickOutcome>,
  changes: Partial<ServerApi> = {},
) {
  const kicked: string[] = [];
  const api: ServerApi = {
    list: () => Promise.resolve({ clients: [] }),
    kick(connection) {
      kicked.push(connection.id);
      return kick(connection);
    },
    ...changes,
  };
  const server: WatchedServer = { settings: settingsOf(), api, close: () => Promise.resolve() };
  return { server, kicked };
}

/** A listing of clients that are complete but for what is said. */
export function listingOf(
  clients: readonly (Partial<ServerClient> & { readonly id: string })[],
  changes: Partial<ServerListing> = {},
): ServerListing {
  const plain = { protocol: "rtmp", action: "publish", stream: "live/cam1", ip: "203.0.113.9" } as const;
  return {
    clients: clients.map(client => ({ ...plain, token: undefined, bytes: undefined, ...client })),
    ...changes,
  };
}
