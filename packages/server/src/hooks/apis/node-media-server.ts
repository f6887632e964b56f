import type { JsonObject } from "@sluice/token";
import { countField, filledField, objectField, textField } from "../naming/json-fields.ts";
import type { OpenServerApi, PublishedStream, ServerClient, ServerReply } from "../server-api.ts";
import { plainIp } from "./plain-ip.ts";
import { MOST_CLIENTS, objectOfReply, objectsOf } from "./read-reply.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/**
 * The API of Node-Media-Server 4 (`auth.jwt`; src/routers/api.js of 4.4.3). It is opened by a login that lasts a day; ten
 * logins a minute are allowed, and five wrong ones lock the account, so that a login that failed is not repeated for a minute.
 */
export const openNodeMediaServerApi: OpenServerApi = ({ api }, call) => {
  const login = createLogin(async () =>
    call({
      method: "POST",
      path: "/api/v1/login",
      json: { username: api?.username ?? "", password: api?.password?.expose() ?? "" },
    }),
  );
  const ask = async (method: "GET" | "DELETE", path: string): Promise<ServerReply> => {
    const send = async () =>
      call({ method, path, headers: { authorization: `Bearer ${await login.token()}` } });
    const reply = await send();
    if (reply.status !== 401) return reply;
    login.forget();
    return send();
  };
  return {
    async list() {
      const sessions = listIn(await ask("GET", "/api/v1/sessions"), "sessions");
      const streams = listIn(await ask("GET", "/api/v1/streams"), "streams");
      const published = new Map(streams.flatMap(stream => publisherOf(stream) ?? []));
      // It asks about whatever is published there, and lists a publisher that was refused and sends on: what is on the air is
      // what was let in.
      return { clients: sessions.flatMap(session => clientOf(session, published) ?? []) };
    },
    async kick({ id }) {
      const { status } = await ask("DELETE", `/api/v1/sessions/${encodeURIComponent(id)}`);
      if (status === 200) return "kicked";
      if (status === 404) return "gone";
      throw new ServerApiProblem(`it answers ${status}`);
    },
  };
};

const REST_MILLISECONDS = 60_000;

interface Login {
  token(): Promise<string>;
  forget(): void;
}

/** One login for all calls; one that was answered and failed is remembered for a minute. */
function createLogin(enter: () => Promise<ServerReply>): Login {
  let current: Promise<string> | undefined;
  const begin = async (): Promise<string> => {
    // A server that is not there has refused nobody: it is asked again with the next call.
    const reply = await enter().catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    const answer = reply.status === 200 ? objectField(objectOfReply(reply), "data") : undefined;
    const token = answer && filledField(answer, "token");
    if (token !== undefined) return token;
    throw new ServerApiProblem(`it answers ${reply.status} to the login`);
  };
  const forgetLater = (failed: Promise<string>): void => {
    const timer = setTimeout(() => {
      if (current === failed) current = undefined;
    }, REST_MILLISECONDS);
    timer.unref();
  };
  return {
    token() {
      if (current === undefined) {
        const entering = begin();
        current = entering;
        entering.catch(() => forgetLater(entering));
      }
      return current;
    },
    forget() {
      current = undefined;
    },
  };
}

function listIn(reply: ServerReply, name: string): readonly JsonObject[] {
  const data = objectField(objectOfReply(reply), "data");
  const list = objectsOf(data?.[name]);
  if (list.length > MOST_CLIENTS) throw new ServerApiProblem("its list is longer than 100,000");
  return list;
}

/** `publisher` stays for 30 s after it has gone, so that it can come back: then the status is `reconnecting`. */
function publisherOf(stream: JsonObject): readonly (readonly [string, PublishedStream])[] {
  const publisher = objectField(stream, "publisher");
  const id = publisher && filledField(publisher, "id");
  const name = filledField(stream, "name");
  if (id === undefined || name === undefined || textField(stream, "status") !== "publishing") return [];
  return [[id, { application: filledField(stream, "app"), stream: name }]];
}

/** The list has no names (4.4.3 reads fields that sessions do not have): a publisher's are those of its stream. */
function clientOf(
  session: JsonObject,
  published: ReadonlyMap<string, PublishedStream>,
): ServerClient | undefined {
  const id = filledField(session, "id");
  if (id === undefined) return undefined;
  const { isPublisher: says } = session;
  const isPublisher = says === true;
  const { application, stream } = published.get(id) ?? {
    application: filledField(session, "app"),
    stream: textField(session, "name") ?? "",
  };
  const created = countField(session, "createTime");
  return {
    id,
    protocol: textField(session, "protocol") ?? "",
    action: isPublisher ? "publish" : "play",
    application,
    stream,
    ip: plainIp(textField(session, "ip")),
    // Recordings and pulls have an empty address.
    isServersOwn: textField(session, "ip") === "",
    token: undefined,
    bytes: countField(session, isPublisher ? "inBytes" : "outBytes"),
    startedAtSeconds: created === undefined ? undefined : Math.floor(created / 1000),
  };
}
