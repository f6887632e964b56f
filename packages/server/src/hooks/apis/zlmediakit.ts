import type { JsonObject } from "@sluice/token";
import { countField, filledField, objectField, textField } from "../naming/json-fields.ts";
import { tokenOfQuery } from "../naming/query-token.ts";
import { readStreamName } from "../naming/stream-name.ts";
import type { KickOutcome, OpenServerApi, ServerClient, ServerListing } from "../server-api.ts";
import { plainIp } from "./plain-ip.ts";
import { objectOfReply, objectsOf } from "./read-reply.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/** OtherFailed (server/WebApi.h): of kick_session, that there is no such session. */
const NO_SUCH_SESSION = -1;
/** NotFound: of getMediaPlayerList, that the stream is gone by now. */
const NO_SUCH_STREAM = -500;
/** Streams whose players are asked for in one listing; players of the others are known by their ids alone. */
const MOST_PLAYER_LISTS = 50;
/**
 * Their hooks name the HTTP connection that carried the first request, which goes away by itself (server/WebHook.cpp,
 * webrtc/WebRtcTransport.cpp): nothing that is listed or kicked is theirs.
 */
const UNLISTED_PROTOCOLS: readonly string[] = ["hls", "webrtc", "rtc"];

/** The API of ZLMediaKit (2026-08-21), opened by its own `secret`. */
export const openZlmediakitApi: OpenServerApi = ({ api }, call) => {
  const ask: Ask = async (name, parameters) => {
    const query = new URLSearchParams({ secret: api?.secret?.expose() ?? "", ...parameters });
    return objectOfReply(await call({ method: "GET", path: `/index/api/${name}?${query}` }));
  };
  return {
    list: () => listAll(ask),
    async kick({ id, protocol }): Promise<KickOutcome> {
      const code = codeOf(await ask("kick_session", { id }));
      if (code === 0) return UNLISTED_PROTOCOLS.includes(protocol) ? "unsupported" : "kicked";
      if (code === NO_SUCH_SESSION) return UNLISTED_PROTOCOLS.includes(protocol) ? "unsupported" : "gone";
      throw new ServerApiProblem(`it answers code ${code ?? "none"}`);
    },
  };
};

type Ask = (name: string, parameters?: Readonly<Record<string, string>>) => Promise<JsonObject>;

function codeOf({ code }: JsonObject): number | undefined {
  return typeof code === "number" ? code : undefined;
}

/** An empty list is left out by the server. */
function dataOf(answer: JsonObject): readonly JsonObject[] {
  const code = codeOf(answer);
  if (code !== 0) throw new ServerApiProblem(`it answers code ${code ?? "none"}`);
  const { data = null } = answer;
  return data === null ? [] : objectsOf(data);
}

async function listAll(ask: Ask): Promise<ServerListing> {
  const sessions = dataOf(await ask("getAllSession"));
  const media = dataOf(await ask("getMediaList"));
  const known = new Map<string, ServerClient>();
  for (const item of media) {
    const client = publisherOf(item);
    if (client) known.set(client.id, client);
  }
  for (const client of await playersOf(ask, media)) if (!known.has(client.id)) known.set(client.id, client);
  const clients = sessions.flatMap(session => {
    const id = filledField(session, "id");
    return id === undefined ? [] : [known.get(id) ?? unknownClient(id, session)];
  });
  return { clients, unlistedProtocols: UNLISTED_PROTOCOLS, publishedStreams: media.flatMap(streamOf) };
}

/** Of a session that is listed alone: it is there, whatever it does. */
function unknownClient(id: string, session: JsonObject): ServerClient {
  return {
    id,
    protocol: protocolOf(session),
    action: "play",
    stream: "",
    ip: plainIp(textField(session, "peer_ip")),
    token: undefined,
    bytes: undefined,
  };
}

/** `typeid` is the class: `mediakit::RtmpSession`. */
function protocolOf(session: JsonObject): string {
  const name = /(\w+)Session$/.exec(textField(session, "typeid") ?? "")?.[1] ?? "";
  return name.toLowerCase();
}

/** A stream is listed once in each form it is served in, with one `originSock` in all of them. */
function publisherOf(media: JsonObject): ServerClient | undefined {
  const socket = objectField(media, "originSock");
  const id = socket && filledField(socket, "identifier");
  if (socket === undefined || id === undefined) return undefined;
  const { stream, token } = readStreamName(textField(media, "stream") ?? "");
  return {
    id,
    protocol: textField(media, "originTypeStr")?.split("_", 1)[0] ?? "",
    action: "publish",
    application: filledField(media, "app"),
    stream,
    ip: plainIp(textField(socket, "peer_ip")),
    token: tokenOfQuery(textField(media, "params") ?? "") ?? token,
    bytes: countField(media, "totalBytes"),
    startedAtSeconds: countField(media, "createStamp"),
  };
}

async function playersOf(ask: Ask, media: readonly JsonObject[]): Promise<readonly ServerClient[]> {
  const watched = media
    .filter(item => (countField(item, "readerCount") ?? 0) > 0)
    .slice(0, MOST_PLAYER_LISTS);
  const players: ServerClient[] = [];
  for (const item of watched) {
    const names = ["schema", "vhost", "app", "stream"].map(name => [name, textField(item, name) ?? ""]);
    const answer = await ask("getMediaPlayerList", Object.fromEntries(names));
    if (codeOf(answer) !== NO_SUCH_STREAM) {
      players.push(...dataOf(answer).flatMap(player => playerOf(item, player) ?? []));
    }
  }
  return players;
}

function playerOf(media: JsonObject, player: JsonObject): ServerClient | undefined {
  const id = filledField(player, "identifier");
  if (id === undefined) return undefined;
  return {
    ...unknownClient(id, player),
    application: filledField(media, "app"),
    stream: readStreamName(textField(media, "stream") ?? "").stream,
  };
}

function streamOf(media: JsonObject) {
  const { stream } = readStreamName(textField(media, "stream") ?? "");
  return stream === "" ? [] : [{ application: filledField(media, "app"), stream }];
}
