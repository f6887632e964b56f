import { readStreamName } from "../naming/stream-name.ts";
import type { KickOutcome, OpenServerApi, ServerClient, ServerListing } from "../server-api.ts";
import { basicCredentials } from "./basic-credentials.ts";
import { readStat, type StatClient, type StatStream } from "./nginx-rtmp-stat.ts";
import { plainIp } from "./plain-ip.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/**
 * nginx-rtmp 1.1 and later: `rtmp_stat all` and `rtmp_control all` below one address. One worker alone answers, so that
 * `worker_processes` must be 1; of several `server { }` each client is cut in its own.
 */
export const openNginxRtmpApi: OpenServerApi = ({ api }, call) => {
  const headers = api === undefined ? {} : basicCredentials(api);
  const get = async (path: string): Promise<string> => {
    const { status, text } = await call({ method: "GET", path, headers });
    if (status !== 200) throw new ServerApiProblem(`it answers ${status}`);
    return text;
  };
  const readStreams = async () => readStat(await get("/stat"));
  const drop = async (id: string, server: number): Promise<boolean> => {
    const text = await get(`/control/drop/client?srv=${server}&clientid=${encodeURIComponent(id)}`);
    if (!/^\d{1,9}\s*$/.test(text)) throw new ServerApiProblem("it does not say how many it dropped");
    return Number(text) > 0;
  };
  return {
    list: async () => listingOf(await readStreams()),
    async kick({ id }): Promise<KickOutcome> {
      // Any other text is 0 to nginx, and a number of nobody.
      if (!/^\d{1,20}$/.test(id)) return "gone";
      if (await drop(id, 0)) return "kicked";
      const stream = (await readStreams()).find(({ clients }) => clients.some(client => client.id === id));
      if (stream === undefined) return "gone";
      if (stream.server > 0 && (await drop(id, stream.server))) return "kicked";
      // Who plays a file is listed, and out of control's reach.
      return "unsupported";
    },
  };
};

function listingOf(streams: readonly StatStream[]): ServerListing {
  return {
    clients: streams.flatMap(stream => stream.clients.map(client => clientOf(stream, client))),
    publishedStreams: streams
      .filter(({ isPublishing }) => isPublishing)
      .map(({ application, name }) => ({ application, stream: readStreamName(name).stream })),
  };
}

function clientOf(stream: StatStream, client: StatClient): ServerClient {
  const { id, address, flashver, timestamp, isPublishing } = client;
  const { stream: name, token } = readStreamName(stream.name);
  return {
    id,
    protocol: "rtmp",
    action: isPublishing ? "publish" : "play",
    application: stream.application,
    stream: name,
    ip: plainIp(address),
    isServersOwn: plainIp(address) === undefined && !address.startsWith("unix:"),
    token,
    userAgent: flashver,
    bytes: isPublishing ? bytesOfPublisher(stream, client) : undefined,
    progress: timestamp,
  };
}

/** Of one client nothing is counted. A stream that was there before its publisher has the bytes of others, too. */
function bytesOfPublisher(
  { bytesIn, time: streamTime = 0 }: StatStream,
  { time = 0 }: StatClient,
): number | undefined {
  return streamTime <= time ? bytesIn : undefined;
}
