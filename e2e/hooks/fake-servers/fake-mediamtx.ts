import { randomUUID } from "node:crypto";
import { type FakeCall, type FakeServer, jsonReply, queryOf, startFakeServer } from "./fake-server.ts";

/** A client of the fake MediaMTX, as its list shows it. */
export interface FakeMediamtxClient {
  readonly kind: string;
  readonly id: string;
  readonly state: "idle" | "read" | "publish";
  readonly path: string;
  readonly query?: string;
  readonly user?: string;
  readonly conns?: readonly string[];
  bytes: number;
}

export interface FakeMediamtx extends FakeServer {
  readonly clients: FakeMediamtxClient[];
  /** Adds one, RTMP and publishing when nothing else is said. */
  connect(client: Partial<FakeMediamtxClient> & { readonly path: string }): FakeMediamtxClient;
  /** Calls that kicked or tried to: `POST /v3/rtmpconns/kick/<id>`. */
  kicks(): readonly FakeCall[];
}

/** Lists that have a route; of RTSP over TLS and MoQ there is none here: their servers are off. */
const LISTS = [
  "rtmpconns",
  "srtconns",
  "rtspconns",
  "rtspsessions",
  "webrtcsessions",
  "hlssessions",
  "paths",
];

/** The part of MediaMTX 1.20's API that lists and kicks (media-servers.md 1.8; internal/api of v1.20.1). */
export async function startFakeMediamtx({
  port = 0,
  lists = LISTS,
  credentials,
}: {
  readonly port?: number;
  readonly lists?: readonly string[];
  /** `user:password`; undefined: nobody is asked. */
  readonly credentials?: string;
} = {}): Promise<FakeMediamtx> {
  const clients: FakeMediamtxClient[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
  const server = await startFakeServer(call => {
    if (expected !== undefined && call.authorization !== expected) {
      return jsonReply({ status: "error", error: "authentication error" }, 401);
    }
    const [, , list = "", verb = "", id = ""] = call.path.split("?", 1)[0]?.split("/") ?? [];
    if (!lists.includes(list)) return NOT_FOUND;
    if (call.method === "GET" && verb === "list") return jsonReply(pageOf(itemsOf(clients, list), call));
    if (call.method === "POST" && verb === "kick") return kick(clients, list, id);
    return NOT_FOUND;
  }, port);
  return {
    ...server,
    clients,
    connect(client) {
      const full = { kind: "rtmpconns", id: randomUUID(), state: "publish", bytes: 1000, ...client } as const;
      clients.push(full);
      return full;
    },
    kicks: () => server.calls.filter(({ path }) => path.includes("/kick/")),
  };
}

/** Gin's own page for a route that is not there. */
const NOT_FOUND = { status: 404, body: "404 page not found", contentType: "text/plain" };

function kick(clients: FakeMediamtxClient[], list: string, id: string) {
  if (!/^[0-9a-f-]{36}$/.test(id)) return jsonReply({ status: "error", error: "invalid UUID length" }, 400);
  const at = clients.findIndex(client => client.kind === list && client.id === id);
  if (at < 0) return jsonReply({ status: "error", error: "connection not found" }, 404);
  clients.splice(at, 1);
  return jsonReply({ status: "ok" });
}

function itemsOf(clients: readonly FakeMediamtxClient[], list: string): readonly object[] {
  if (list === "paths") {
    const publishers = clients.filter(({ state }) => state === "publish");
    return publishers.map(({ id, path }) => ({
      name: path,
      ready: true,
      available: true,
      online: true,
      source: { type: "rtmpConn", id },
    }));
  }
  if (list === "rtspconns") {
    return clients
      .filter(({ kind }) => kind === "rtspsessions")
      .flatMap(({ id, conns = [] }) => conns.map(conn => ({ id: conn, session: id })));
  }
  return clients
    .filter(({ kind }) => kind === list)
    .map(({ bytes, kind: _kind, state, query = "", user = "", ...client }) => ({
      ...client,
      ...(list === "hlssessions" ? {} : { state }),
      created: "2026-11-21T10:00:00.000000001Z",
      remoteAddr: "203.0.113.9:50123",
      query,
      user,
      userAgent: "FMLE/3.0",
      inboundBytes: bytes,
      outboundBytes: 0,
    }));
}

function pageOf(items: readonly object[], call: FakeCall): object {
  const query = queryOf(call);
  const perPage = Number(query.get("itemsPerPage") ?? 100);
  const page = Number(query.get("page") ?? 0);
  return {
    itemCount: items.length,
    pageCount: Math.ceil(items.length / perPage),
    items: items.slice(page * perPage, (page + 1) * perPage),
  };
}
