import type { AskingServer, LastAsked } from "../../commands/servers/asking-server.ts";
import { listServers } from "../../commands/servers/list-servers.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { servers } from "../schemas/servers.ts";

const listOperation = operation(
  {
    id: "listServers",
    tag: "servers",
    summary: "Media servers and web servers that may ask, and what each asked last",
    scope: "installation",
  },
  {},
  { 200: servers },
);

/** `GET /v1/servers`: who may ask, for the machine's own operators. */
export const serverRoutes: Routes = (server, dependencies) => {
  server.get("/v1/servers", listOperation, async (request, reply) => {
    // By the connection, not by what a key may do: no key sees a secret.
    const isOwner = dependencies.localActor(request.raw.socket) !== undefined;
    const { address, servers: listed } = listServers(dependencies, { isOwner });
    return reply.header("cache-control", "no-store").send({ address, items: listed.map(serverView) });
  });
};

function serverView({ name, kind, door, hasApi, path, secret, lastAsked }: AskingServer) {
  return {
    name,
    kind,
    door,
    has_api: hasApi,
    path,
    secret: secret ?? null,
    last_question: lastAsked ? askedView(lastAsked) : null,
  };
}

function askedView({
  atMilliseconds,
  from,
  event,
  action,
  stream,
  protocol,
  allowed,
  reason,
  ref,
}: LastAsked) {
  return {
    at: atMilliseconds / 1000,
    from: from ?? null,
    event,
    action: action ?? null,
    stream: stream ?? null,
    protocol: protocol || null,
    allowed,
    reason: reason ?? null,
    ref: ref ?? null,
  };
}
