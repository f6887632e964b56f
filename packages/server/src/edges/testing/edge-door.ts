import { once } from "node:events";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from "node:http";
import { text } from "node:stream/consumers";
import type { BareRequest } from "../../access/refuse-request.ts";
import { createObserveRequest } from "../../access/request-facts.ts";
import { createStandingSessions } from "../../access/standing-sessions.ts";
import { createFlow } from "../../access/testing/flow.ts";
import { buildWebEdges } from "../../declarations/build-web-edges.ts";
import type { WebEdgeSettings } from "../../declarations/web-edge.ts";
import { readCredential } from "../../gateway/credential-carriers.ts";
import { resourceKind } from "../../gateway/resource-kind.ts";
import { createListener } from "../../http/listener.ts";
import { readTarget } from "../../http/request-target.ts";
import { createEdges } from "../door/edges.ts";
import type { EdgesDependencies } from "../door/edges-dependencies.ts";
import { webEdges } from "../index.ts";

/** What a door answered. */
export interface DoorAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EdgeDoorOptions {
  readonly settings?: readonly Partial<WebEdgeSettings>[];
  readonly replaced?: Partial<EdgesDependencies>;
}

/** The door over the whole flow, at a port of the loopback, with a clock that the test moves. */
export async function openEdgeDoor({ settings = [], replaced = {} }: EdgeDoorOptions = {}) {
  const flow = createFlow();
  const refused: { readonly request: BareRequest; readonly reason: string }[] = [];
  const faults: unknown[] = [];
  const edges = createEdges({
    edges: webEdges,
    settings: buildWebEdges({}).map(one => ({
      ...one,
      ...settings.find(({ kind }) => kind === undefined || kind === one.kind),
      kind: one.kind,
    })),
    registry: flow.registry,
    checkAccess: flow.enter,
    continueSession: ({ handle, ...changes }) => flow.proceed(handle, changes),
    refuseSession: (_request, { reason }) => ({ ref: "SESSION", reason }),
    refuseRequest(request, reason) {
      refused.push({ request, reason });
      return "BARE";
    },
    standing: createStandingSessions(flow.sessions),
    observe: createObserveRequest({
      publicBase: "https://sluice.test",
      placeOf: () => undefined,
      draw: () => 0.5,
    }),
    readCredential,
    resourceKind,
    nowMilliseconds: flow.now,
    fault: error => void faults.push(error),
    ...replaced,
  });
  const server = createListener((request, response) => {
    void edges(request, response, readTarget(request.url ?? "/", ""));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const ask = async (
    path: string,
    headers: OutgoingHttpHeaders = {},
    { method = "GET", from = "127.0.0.1" }: { readonly method?: string; readonly from?: string } = {},
  ): Promise<DoorAnswer> => {
    const asking = send({ host: "127.0.0.1", port, path, headers, method, localAddress: from }).end();
    const [response] = await once(asking, "response");
    return {
      status: response.statusCode,
      reason: String(response.headers["x-auth-reason"]),
      headers: response.headers,
      body: await text(response),
    };
  };
  /** As nginx asks for a client, with `changes` to its headers. */
  const asNginx = (uri: string, changes: OutgoingHttpHeaders = {}) =>
    ask("/verify/nginx", { ...nginxHeaders(uri), ...changes });
  return {
    flow,
    refused,
    faults,
    ask,
    asNginx,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What nginx says of a client at 203.0.113.7. */
export function nginxHeaders(uri: string): OutgoingHttpHeaders {
  return {
    "user-agent": "player/1",
    "x-original-uri": uri,
    "x-original-method": "GET",
    "x-original-proto": "http",
    "x-real-ip": "203.0.113.7",
  };
}

/** The session cookie of an answer, as a client sends it back; empty without one. */
export function cookieOf({ headers }: DoorAnswer): string {
  return headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
}
