import { type FakeCall, type FakeServer, jsonReply, queryOf, startFakeServer } from "./fake-server.ts";

export interface FakeSrsClient {
  readonly id: string;
  readonly app: string;
  readonly name: string;
  /** `fmle-publish`, `rtmp-play`, `hls-play` … */
  readonly type: string;
  bytes: number;
}

export interface FakeSrs extends FakeServer {
  readonly clients: FakeSrsClient[];
  connect(client: Partial<FakeSrsClient> & { readonly id: string }): FakeSrsClient;
  /** `DELETE /api/v1/clients/<id>`. */
  kicks(): readonly FakeCall[];
}

/** The part of SRS 7.0.18's API that lists and kicks (media-servers.md 2.5; srs_app_http_api.cpp). */
export async function startFakeSrs({
  port = 0,
  credentials,
}: {
  readonly port?: number;
  /** `user:password`; undefined: nobody is asked. */
  readonly credentials?: string;
} = {}): Promise<FakeSrs> {
  const clients: FakeSrsClient[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
  const server = await startFakeServer(call => {
    if (expected !== undefined && call.authorization !== expected) return jsonReply({ code: 401 }, 401);
    const [, , , list = "", id = ""] = call.path.split("?", 1)[0]?.split("/") ?? [];
    if (call.method === "DELETE" && list === "clients") return kick(clients, id);
    if (call.method !== "GET" || (list !== "clients" && list !== "streams")) {
      return { status: 404, body: "Not Found", contentType: "text/plain" };
    }
    const items = list === "clients" ? clients.map(itemOf) : streamsOf(clients);
    const query = queryOf(call);
    const start = Math.max(0, Number(query.get("start")));
    const count = Math.max(10, Number(query.get("count")));
    return jsonReply({ ...HEAD, [list]: items.slice(start, start + count) });
  }, port);
  return {
    ...server,
    clients,
    connect(client) {
      const full = { app: "live", name: "cam1", type: "fmle-publish", bytes: 1000, ...client };
      clients.push(full);
      return full;
    },
    kicks: () => server.calls.filter(({ method }) => method === "DELETE"),
  };
}

const HEAD = { code: 0, server: "vid-t71i19u", service: "11i78455", pid: "4242" };
/** ERROR_RTMP_CLIENT_NOT_FOUND, with status 200. */
const NOT_FOUND = 2049;

function kick(clients: FakeSrsClient[], id: string) {
  const at = clients.findIndex(client => client.id === id);
  if (at < 0) return jsonReply({ code: NOT_FOUND });
  // An HLS session has no connection of its own.
  if (clients[at]?.type === "hls-play") return jsonReply({ code: 400 });
  clients.splice(at, 1);
  return jsonReply(HEAD);
}

function itemOf({ id, app, name, type, bytes }: FakeSrsClient): object {
  return {
    id,
    vhost: "vid-1",
    stream: "vid-ll0g34z",
    ip: "203.0.113.9",
    pageUrl: "",
    swfUrl: "",
    tcUrl: `rtmp://host:1935/${app}`,
    url: `/${app}/${name}`,
    name,
    type,
    publish: type.endsWith("-publish"),
    alive: 12.5,
    send_bytes: 0,
    recv_bytes: bytes,
    kbps: { recv_30s: 0, send_30s: 0 },
  };
}

function streamsOf(clients: readonly FakeSrsClient[]): readonly object[] {
  return clients
    .filter(({ type }) => type.endsWith("-publish"))
    .map(({ id, app, name }) => ({ id: "vid-1", name, app, publish: { active: true, cid: id } }));
}
