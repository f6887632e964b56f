import type { MediaServerApiSettings } from "../../declarations/media-server.ts";
import { egressAgent } from "../../lib/egress.ts";
import type { CallServer, ServerReply, ServerRequest } from "../server-api.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

const DEADLINE_MILLISECONDS = 2_000;
const MIB = 1024 * 1024;
const LONGEST_BODY_BYTES = 8 * MIB;
/** As many as there are kicks at once, and the list. */
const CONNECTIONS = 20;

/** The way to one server's API, to be closed when nobody uses it any more. */
export interface ServerCaller {
  readonly call: CallServer;
  readonly close: () => Promise<void>;
}

/**
 * Calls the API at the address that the operator wrote down: that is leave for a private address, not for link-local and
 * metadata ones. Answers within 2 s and 8 MiB; redirects are answers like others. Rejects with ServerApiProblem.
 */
export function createCallServer({ url }: Pick<MediaServerApiSettings, "url">): ServerCaller {
  const agent = egressAgent({
    allowPrivate: true,
    writtenUrls: [url],
    connectTimeoutMilliseconds: DEADLINE_MILLISECONDS,
    connections: CONNECTIONS,
  });
  const { origin, pathname } = new URL(url);
  const folder = pathname.replace(/\/+$/, "");
  return {
    async call(request) {
      try {
        return await exchange(agent, { origin, folder }, request);
      } catch (error) {
        throw problemOf(error);
      }
    },
    close: () => agent.destroy(),
  };
}

interface ApiPlace {
  readonly origin: string;
  /** Without a slash at its end. */
  readonly folder: string;
}

async function exchange(
  agent: ReturnType<typeof egressAgent>,
  { origin, folder }: ApiPlace,
  { method, path, headers, json }: ServerRequest,
): Promise<ServerReply> {
  const signal = AbortSignal.timeout(DEADLINE_MILLISECONDS);
  const { statusCode, body } = await agent.request({
    origin,
    path: folder + path,
    method,
    headers: { ...headers, ...(json === undefined ? {} : { "content-type": "application/json" }) },
    body: json === undefined ? null : JSON.stringify(json),
    signal,
    // The signal carries the one deadline.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return { status: statusCode, text: await wholeText(body) };
}

/** Leaving the loop early destroys the stream, and with it the connection. */
async function wholeText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LONGEST_BODY_BYTES) throw new ServerApiProblem("its answer is longer than 8 MiB");
  }
  return Buffer.concat(chunks).toString();
}

/** The agent's own errors may repeat what was sent: only their code is passed on. */
function problemOf(error: unknown): ServerApiProblem {
  if (error instanceof ServerApiProblem) return error;
  if (!(error instanceof Error)) return new ServerApiProblem("it cannot be reached");
  if (error.name === "TimeoutError") return new ServerApiProblem("it does not answer within 2 s");
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return new ServerApiProblem(`it cannot be reached (${code})`);
}
