import type { Action } from "@sluice/policy";
import type { JsonObject } from "@sluice/token";
import { countField, filledField, objectField, textField } from "../naming/json-fields.ts";
import type { StreamName } from "../naming/plain-name.ts";
import { srsClientId, srsConnectionId } from "../naming/srs-connection-id.ts";
import { readStreamName } from "../naming/stream-name.ts";
import type { OpenServerApi, PublishedStream, ServerClient, ServerReply } from "../server-api.ts";
import { basicCredentials } from "./basic-credentials.ts";
import { plainIp } from "./plain-ip.ts";
import { MOST_CLIENTS, objectOfReply, objectsOf } from "./read-reply.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

const COUNT_PER_PAGE = 500;
/** ERROR_RTMP_CLIENT_NOT_FOUND, answered with HTTP 200. */
const NOT_FOUND = 2049;
/** Answered for clients without a connection of their own: HLS (srs_app_http_api.cpp, SrsGoApiClients). */
const HAS_NO_CONNECTION = 400;

/** The API of SRS 5 and later (`http_api`), with HTTP Basic where a password is configured. */
export const openSrsApi: OpenServerApi = ({ api }, call) => {
  const headers = api === undefined ? {} : basicCredentials(api);
  const pagesOf = async (name: "clients" | "streams"): Promise<readonly JsonObject[]> => {
    const items: JsonObject[] = [];
    for (;;) {
      const path = `/api/v1/${name}/?start=${items.length}&count=${COUNT_PER_PAGE}`;
      const found = objectsOf(successOf(await call({ method: "GET", path, headers }))[name]);
      items.push(...found);
      if (found.length < COUNT_PER_PAGE) return items;
      if (items.length > MOST_CLIENTS) throw new ServerApiProblem("its list is longer than 100,000");
    }
  };
  return {
    async list() {
      const clients = (await pagesOf("clients")).flatMap(item => clientOf(item) ?? []);
      return { clients, publishedStreams: (await pagesOf("streams")).flatMap(publishedOf) };
    },
    async kick({ id, protocol }) {
      // HLS players choose their ids, another client's too: it would be cut by theirs. They themselves have nothing to cut.
      if (protocol === "hls") return "unsupported";
      const path = `/api/v1/clients/${encodeURIComponent(srsClientId(id))}`;
      const answer = objectOfReply(await call({ method: "DELETE", path, headers }));
      const code = countField(answer, "code");
      if (code === 0) return "kicked";
      if (code === NOT_FOUND) return "gone";
      if (code === HAS_NO_CONNECTION) return "unsupported";
      throw new ServerApiProblem(`it answers code ${code ?? "none"}`);
    },
  };
};

function successOf(reply: ServerReply): JsonObject {
  const answer = objectOfReply(reply);
  const code = countField(answer, "code");
  if (code !== 0) throw new ServerApiProblem(`it answers code ${code ?? "none"}`);
  return answer;
}

/** As in the hook: what was typed as the name's last piece is a part of SRS's own names. Queries are not shown. */
function namedAs(application: string | undefined, name: string): StreamName {
  const stream = name.replace(/\.m3u8$/i, "");
  return readStreamName(application === undefined ? stream : `${application}/${stream}`);
}

/** The same client may be asked about when it is listed already: it is, before it is judged. */
function clientOf(item: JsonObject): ServerClient | undefined {
  const id = filledField(item, "id");
  const name = filledField(item, "name");
  if (id === undefined || name === undefined) return undefined;
  const type = (textField(item, "type") ?? "").toLowerCase();
  const received = countField(item, "recv_bytes");
  const sent = countField(item, "send_bytes");
  const protocol = protocolOf(type);
  const named = namedAs(applicationOf(textField(item, "url") ?? "", name), name);
  return {
    id: srsConnectionId({ clientId: id, isPlaylist: protocol === "hls" }),
    // A player of HLS that takes another client's id overwrites that one's entry: whoever had it is there all the same.
    otherIds: protocol === "hls" ? [id] : undefined,
    protocol,
    action: actionOf(item, type),
    ...named,
    ip: plainIp(textField(item, "ip")),
    bytes: received === undefined && sent === undefined ? undefined : (received ?? 0) + (sent ?? 0),
  };
}

function actionOf(item: JsonObject, type: string): Action {
  const { publish } = item;
  return publish === true || type.endsWith("-publish") ? "publish" : "play";
}

/** `fmle-publish`, `flash-publish` and `haivision-publish` are RTMP. */
function protocolOf(type: string): string {
  const [first = ""] = type.split("-", 1);
  if (first === "rtc") return "webrtc";
  return ["srt", "hls", "flv"].includes(first) ? first : "rtmp";
}

/** `url` is `/app/stream`, with the virtual host in front of it when that is not the default one. */
function applicationOf(url: string, name: string): string | undefined {
  const path = url.endsWith(`/${name}`) ? url.slice(0, -name.length - 1) : "";
  const slash = path.indexOf("/");
  return (slash < 0 ? "" : path.slice(slash + 1)) || undefined;
}

function publishedOf(item: JsonObject): readonly PublishedStream[] {
  const name = filledField(item, "name");
  const { active } = objectField(item, "publish") ?? {};
  return active === true && name !== undefined
    ? [{ stream: namedAs(filledField(item, "app"), name).stream }]
    : [];
}
