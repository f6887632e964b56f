import { createServer } from "node:http";
import { Secret } from "@sluice/token";
import { afterAll } from "vitest";
import { createStandingSessions } from "../../access/standing-sessions.ts";
import { createFlow } from "../../access/testing/flow.ts";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { createClientAddress } from "../../http/client-address.ts";
import { readTarget } from "../../http/request-target.ts";
import { createGuessThrottle } from "../../lib/guess-throttle.ts";
import { createConnections } from "../../sessions/connections.ts";
import { createHooks } from "../door/hooks.ts";
import type { HooksDependencies } from "../door/hooks-dependencies.ts";
import type { HookEvent, HookOutcome, OpenEvent } from "../media-server-hook.ts";
import { plainHook, signingHook } from "./plain-hook.ts";

/** A server as it is configured when nothing is said. */
export const plainServer: MediaServerSettings = {
  name: "studio",
  kind: "nginx-rtmp",
  secrets: [new Secret("new-secret"), new Secret("old-secret")],
  allow: [],
  application: "live",
  needsPublisher: true,
  trustsClientAddress: true,
  lifetimeSeconds: 120,
  api: undefined,
  addresses: {},
};

/** The address of the plain server's hook. */
export const PLAIN_PATH = "/hooks/nginx-rtmp/new-secret";

/** The door over real HTTP, on the whole flow with a memory store; `changes` replace what it stands on. */
export async function openHookDoor(changes: Partial<HooksDependencies> = {}) {
  const flow = createFlow();
  const connections = createConnections(flow.sessions);
  const refusals: string[] = [];
  let drawn = 0;
  const dependencies: HooksDependencies = {
    hooks: [plainHook, signingHook],
    servers: [plainServer, { ...plainServer, name: "signer", kind: "ome" }],
    registry: flow.registry,
    checkAccess: flow.enter,
    sessions: flow.sessions,
    connections,
    standing: createStandingSessions(flow.sessions),
    continueSession: ({ handle, ...changes }) => flow.proceed(handle, changes),
    refuseSession: (_request, { reason }) => ({ ref: `REF${refusals.push(reason)}`, reason }),
    refuseRequest: (_request, reason) => `REF${refusals.push(reason)}`,
    clientAddress: createClientAddress([]),
    observe: () => ({ method: undefined, header: () => undefined, url: undefined, draw: 0 }),
    throttle: createGuessThrottle(),
    isPublishedElsewhere: () => undefined,
    isListLost: () => true,
    drawConnectionId: () => {
      drawn += 1;
      return `drawn-${drawn}`;
    },
    nowMilliseconds: flow.now,
    fault: () => undefined,
    ...changes,
  };
  const hooks = createHooks(dependencies);
  const server = createServer((request, response) => {
    void hooks.answer(request, response, readTarget(request.url ?? "/", ""));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", () => resolve()));
  afterAll(() => void server.close());
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const post = (path: string, body: string) => fetch(base + path, { method: "POST", body });
  return {
    ...flow,
    hooks,
    dependencies,
    connections,
    refusals,
    base,
    post,
    /** What the plain server is answered. */
    async say(event: HookEvent): Promise<HookOutcome> {
      return JSON.parse(await (await post(PLAIN_PATH, JSON.stringify(event))).text());
    },
  };
}

/** A publisher of `live/cam1` that connects as number 5. */
export function publishing(token: string | undefined, changes: Partial<OpenEvent> = {}): OpenEvent {
  return {
    event: "open",
    action: "publish",
    application: "live",
    stream: "cam1",
    token,
    client: { ip: "203.0.113.9", userAgent: "FMLE/3.0" },
    protocol: "rtmp",
    connectionId: "5",
    ...changes,
  };
}
