import type { JsonObject } from "@sluice/token";
import { readStreamName } from "../naming/stream-name.ts";
import type { OpenServerApi, PublishedStream, ServerReply } from "../server-api.ts";
import { MOST_CLIENTS, objectOfReply } from "./read-reply.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/**
 * The REST API of OvenMediaEngine 0.20, opened by its access token (as `secret`, or as `username:password`). It lists streams
 * and no clients. A publisher is cut by deleting its stream; a viewer cannot be cut, and is asked about again by its lifetime.
 */
export const openOmeApi: OpenServerApi = ({ api }, call) => {
  const accessToken = api?.secret?.expose() ?? `${api?.username ?? ""}:${api?.password?.expose() ?? ""}`;
  const headers = { authorization: `Basic ${Buffer.from(accessToken).toString("base64")}` };
  const namesAt = async (path: string): Promise<readonly string[]> =>
    namesOf(await call({ method: "GET", path, headers }));
  const appsOf = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const vhost of await namesAt("/v1/vhosts")) {
      const apps = `/v1/vhosts/${encodeURIComponent(vhost)}/apps`;
      for (const app of await namesAt(apps)) found.push(`${apps}/${encodeURIComponent(app)}`);
    }
    return found;
  };
  return {
    kicksWholeStream: true,
    async list() {
      const publishedStreams: PublishedStream[] = [];
      for (const app of await appsOf()) {
        const application = decodeURIComponent(app.slice(app.lastIndexOf("/") + 1));
        for (const name of await namesAt(`${app}/streams`))
          publishedStreams.push({ application, stream: readStreamName(name).stream });
        if (publishedStreams.length > MOST_CLIENTS)
          throw new ServerApiProblem("its list is longer than 100,000");
      }
      return { clients: undefined, publishedStreams };
    },
    async kick(_connection, { action, stream }) {
      if (action === "play") return "unsupported";
      const [application = "", ...path] = stream.split("/");
      const suffix = `/apps/${encodeURIComponent(application)}`;
      const name = encodeURIComponent(path.join("/"));
      let isCut = false;
      for (const app of (await appsOf()).filter(place => place.endsWith(suffix))) {
        const { status } = await call({ method: "DELETE", path: `${app}/streams/${name}`, headers });
        if (status !== 200 && status !== 404) throw new ServerApiProblem(`it answers ${status}`);
        isCut ||= status === 200;
      }
      return isCut ? "kicked" : "gone";
    },
  };
};

/** `{"statusCode":200,"message":"OK","response":["default"]}`; one that is not there by now has no names. */
function namesOf(reply: ServerReply): readonly string[] {
  if (reply.status === 404) return [];
  const answer: JsonObject = objectOfReply(reply);
  const { response } = answer;
  if (!Array.isArray(response) || response.length > MOST_CLIENTS) {
    throw new ServerApiProblem("its answer has no list");
  }
  return response.filter(name => typeof name === "string");
}
