import { type FakeCall, type FakeServer, jsonReply, queryOf, startFakeServer } from "./fake-server.ts";

export interface FakeZlmediakitClient {
  readonly id: string;
  readonly app: string;
  readonly stream: string;
  readonly publishes: boolean;
  readonly params?: string;
  bytes: number;
}

export interface FakeZlmediakit extends FakeServer {
  readonly clients: FakeZlmediakitClient[];
  connect(client: Partial<FakeZlmediakitClient> & { readonly id: string }): FakeZlmediakitClient;
  /** `GET /index/api/kick_session?secret=…&id=…`. */
  kicks(): readonly FakeCall[];
}

/** The part of ZLMediaKit's API that lists and kicks (media-servers.md 5; server/WebApi.cpp of 2026-08-21). */
export async function startFakeZlmediakit({
  port = 0,
  secret,
}: {
  readonly port?: number;
  readonly secret: string;
}): Promise<FakeZlmediakit> {
  const clients: FakeZlmediakitClient[] = [];
  const server = await startFakeServer(call => {
    const query = queryOf(call);
    if (query.get("secret") !== secret) return jsonReply({ code: -100, msg: "Incorrect secret" });
    const [, , , name = ""] = call.path.split("?", 1)[0]?.split("/") ?? [];
    switch (name) {
      case "getAllSession":
        return jsonReply(withData(clients.map(sessionOf)));
      case "getMediaList":
        return jsonReply(withData(mediaOf(clients)));
      case "getMediaPlayerList":
        return jsonReply(withData(playersOf(clients, query), { isAlways: true }));
      case "kick_session":
        return kick(clients, query.get("id") ?? "");
      default:
        return { status: 404, body: "<html><head><title>404 Not Found</title></head></html>" };
    }
  }, port);
  return {
    ...server,
    clients,
    connect(client) {
      const full = { app: "live", stream: "cam1", publishes: true, bytes: 1000, ...client };
      clients.push(full);
      return full;
    },
    kicks: () => server.calls.filter(({ path }) => path.includes("/kick_session?")),
  };
}

/** jsoncpp writes no `data` when nothing was appended. */
function withData(data: readonly object[], { isAlways = false } = {}): object {
  return data.length === 0 && !isAlways ? { code: 0 } : { code: 0, data };
}

function kick(clients: FakeZlmediakitClient[], id: string) {
  const at = clients.findIndex(client => client.id === id);
  if (at < 0) return jsonReply({ code: -1, msg: "can not find the target" });
  clients.splice(at, 1);
  return jsonReply({ code: 0 });
}

function socketOf({ id }: FakeZlmediakitClient): object {
  return {
    peer_ip: "203.0.113.9",
    peer_port: 50001,
    local_port: 1935,
    local_ip: "127.0.0.1",
    identifier: id,
  };
}

function sessionOf(client: FakeZlmediakitClient): object {
  return { ...socketOf(client), id: client.id, type: "tcp", typeid: "mediakit::RtmpSession" };
}

/** Each stream in two forms, as the server makes them. */
function mediaOf(clients: readonly FakeZlmediakitClient[]): readonly object[] {
  return clients
    .filter(({ publishes }) => publishes)
    .flatMap(client =>
      ["rtmp", "rtsp"].map(schema => ({
        schema,
        vhost: "__defaultVhost__",
        app: client.app,
        stream: client.stream,
        params: client.params ?? "",
        createStamp: 1_795_255_200,
        aliveSecond: 60,
        bytesSpeed: 1000,
        totalBytes: client.bytes,
        readerCount: schema === "rtmp" ? watchersOf(clients, client).length : 0,
        originType: 1,
        originTypeStr: "rtmp_push",
        originSock: socketOf(client),
      })),
    );
}

function watchersOf(clients: readonly FakeZlmediakitClient[], of: FakeZlmediakitClient) {
  return clients.filter(({ publishes, app, stream }) => !publishes && app === of.app && stream === of.stream);
}

function playersOf(clients: readonly FakeZlmediakitClient[], query: URLSearchParams): readonly object[] {
  return clients
    .filter(
      ({ publishes, app, stream }) =>
        !publishes && app === query.get("app") && stream === query.get("stream"),
    )
    .map(client => ({ ...socketOf(client), typeid: "mediakit::RtmpSession" }));
}
