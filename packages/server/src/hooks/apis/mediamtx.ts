import type { JsonObject } from "@sluice/token";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { countField, filledField, objectField, textField } from "../naming/json-fields.ts";
import { looksLikeToken } from "../naming/looks-like-token.ts";
import { tokenOfQuery } from "../naming/query-token.ts";
import { readStreamName } from "../naming/stream-name.ts";
import type {
  CallServer,
  KickOutcome,
  OpenServerApi,
  PublishedStream,
  ServerClient,
  ServerListing,
} from "../server-api.ts";
import { basicCredentials } from "./basic-credentials.ts";
import { plainIp } from "./plain-ip.ts";
import { MOST_CLIENTS, objectOfReply, objectsOf } from "./read-reply.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/** One list of MediaMTX, and what its items speak. */
interface Kind {
  readonly name: string;
  readonly protocol: string;
  /** True: younger than the server it belongs to, so that its absence says nothing. */
  readonly isYounger?: boolean;
}

/** Every list of clients (internal/api/api.go of v1.20.1). A kind whose server is off has no route. */
const KINDS: readonly Kind[] = [
  { name: "rtmpconns", protocol: "rtmp" },
  { name: "rtmpsconns", protocol: "rtmp" },
  { name: "srtconns", protocol: "srt" },
  { name: "rtspsessions", protocol: "rtsp" },
  { name: "rtspssessions", protocol: "rtsp" },
  { name: "webrtcsessions", protocol: "webrtc" },
  // Since 1.18 and 1.19.
  { name: "hlssessions", protocol: "hls", isYounger: true },
  { name: "moqsessions", protocol: "moq", isYounger: true },
];

/** An item of an SRT list has some 2.5 KB: no page keeps the event loop for long. */
const ITEMS_PER_PAGE = 200;

/** The API of MediaMTX 1.9 and later (`api: true`), with HTTP Basic where a password is configured. */
export const openMediamtxApi: OpenServerApi = (server, call) => {
  const ask = askFor(server, call);
  return {
    list: () => listAll(ask),
    kick: async ({ id, protocol }) => {
      const outcome = await kickOne(ask, protocol, id);
      if (outcome === "kicked" || protocol !== "rtsp") return outcome;
      // Before 1.19.3 the hook calls an RTSP session by its connection.
      const session = await sessionOfConnection(ask, id);
      return session === undefined ? outcome : kickOne(ask, protocol, session);
    },
  };
};

type Ask = (method: "GET" | "POST", path: string) => ReturnType<CallServer>;

function askFor({ api }: MediaServerSettings, call: CallServer): Ask {
  const headers = api === undefined ? {} : basicCredentials(api);
  return (method, path) => call({ method, path, headers });
}

async function listAll(ask: Ask): Promise<ServerListing> {
  const clients: ServerClient[] = [];
  const unlistedProtocols: string[] = [];
  for (const kind of KINDS) {
    const items = await pagesOf(ask, kind.name);
    if (items === undefined && kind.isYounger) unlistedProtocols.push(kind.protocol);
    for (const item of items ?? []) {
      const client = clientOf(item, kind.protocol);
      if (client) clients.push(client);
    }
    if (clients.length > MOST_CLIENTS) throw new ServerApiProblem("its lists are longer than 100,000");
  }
  const paths = await pagesOf(ask, "paths");
  return {
    clients: await withConnections(ask, clients),
    unlistedProtocols,
    publishedStreams: publishedOf(paths),
  };
}

/** All items of a list; undefined when the server has none of that name. */
async function pagesOf(ask: Ask, name: string): Promise<readonly JsonObject[] | undefined> {
  const items: JsonObject[] = [];
  for (let page = 0; ; page += 1) {
    const reply = await ask("GET", `/v3/${name}/list?page=${page}&itemsPerPage=${ITEMS_PER_PAGE}`);
    if (reply.status === 404) return undefined;
    const answer = objectOfReply(reply);
    const { items: listed } = answer;
    const found = objectsOf(listed);
    items.push(...found);
    const pages = countField(answer, "pageCount") ?? 0;
    if (page + 1 >= pages || found.length === 0) return items;
    if (items.length > MOST_CLIENTS) throw new ServerApiProblem("its list is longer than 100,000");
  }
}

function clientOf(item: JsonObject, protocol: string): ServerClient | undefined {
  const id = filledField(item, "id");
  const { stream, token: ofPath } = readStreamName(textField(item, "path") ?? "");
  const state = textField(item, "state") ?? "read";
  // One that is idle has not been judged yet.
  if (id === undefined || stream === "" || (state !== "read" && state !== "publish")) return undefined;
  const user = textField(item, "user") ?? "";
  const created = Date.parse(textField(item, "created") ?? "");
  return {
    id,
    otherIds: connectionsOf(item),
    protocol,
    action: state === "publish" ? "publish" : "play",
    stream,
    ip: plainIp(textField(item, "remoteAddr")),
    token: tokenOfQuery(textField(item, "query") ?? "") ?? (looksLikeToken(user) ? user : ofPath),
    userAgent: filledField(item, "userAgent"),
    bytes: bytesOf(item),
    startedAtSeconds: Number.isNaN(created) ? undefined : Math.floor(created / 1000),
  };
}

/** Present since RTSP sessions list them; undefined before. */
function connectionsOf({ conns }: JsonObject): readonly string[] | undefined {
  return Array.isArray(conns) ? conns.filter(id => typeof id === "string") : undefined;
}

/** Named anew in 1.19; the old names go on. */
function bytesOf(item: JsonObject): number | undefined {
  const received = countField(item, "inboundBytes") ?? countField(item, "bytesReceived");
  const sent = countField(item, "outboundBytes") ?? countField(item, "bytesSent");
  return received === undefined && sent === undefined ? undefined : (received ?? 0) + (sent ?? 0);
}

/** Older servers tell the connections of RTSP sessions in a list of their own. */
async function withConnections(ask: Ask, clients: readonly ServerClient[]): Promise<readonly ServerClient[]> {
  const isUntold = ({ protocol, otherIds }: ServerClient): boolean =>
    protocol === "rtsp" && otherIds === undefined;
  if (!clients.some(isUntold)) return clients;
  const bySession = new Map<string, string[]>();
  for (const [id, session] of await rtspConnections(ask)) {
    bySession.set(session, [...(bySession.get(session) ?? []), id]);
  }
  return clients.map(client =>
    isUntold(client) ? { ...client, otherIds: bySession.get(client.id) } : client,
  );
}

/** Pairs of a connection's id and its session's. */
async function rtspConnections(ask: Ask): Promise<readonly (readonly [string, string])[]> {
  const lists = [await pagesOf(ask, "rtspconns"), await pagesOf(ask, "rtspsconns")];
  return lists.flat().flatMap(item => {
    const id = item && filledField(item, "id");
    const session = item && filledField(item, "session");
    return id !== undefined && session !== undefined ? [[id, session] as const] : [];
  });
}

async function sessionOfConnection(ask: Ask, connection: string): Promise<string | undefined> {
  const found = (await rtspConnections(ask)).find(([id]) => id === connection);
  return found?.[1];
}

/** Paths that are on the air: `online` since 1.19, `ready` before. */
function publishedOf(paths: readonly JsonObject[] | undefined): readonly PublishedStream[] | undefined {
  return paths?.flatMap(path => {
    const { stream } = readStreamName(textField(path, "name") ?? "");
    const { ready, online = ready } = path;
    const isOn = online === true && objectField(path, "source") !== undefined;
    return isOn && stream !== "" ? [{ stream }] : [];
  });
}

/** POST alone: a GET is answered 404, as if the client were gone. */
async function kickOne(ask: Ask, protocol: string, id: string): Promise<KickOutcome> {
  const kinds = KINDS.filter(kind => kind.protocol === protocol);
  if (kinds.length === 0) return "unsupported";
  for (const { name } of kinds) {
    const { status } = await ask("POST", `/v3/${name}/kick/${encodeURIComponent(id)}`);
    if (status === 200) return "kicked";
    // 400: an id that is none of its own form.
    if (status !== 404 && status !== 400) throw new ServerApiProblem(`it answers ${status}`);
  }
  return "gone";
}
