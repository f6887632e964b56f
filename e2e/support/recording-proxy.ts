import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { slowDown } from "./slow-down.ts";

/** One request as it passed, with nothing left out. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly target: string;
  readonly referer: string;
  readonly agent: string;
  readonly range: string;
  /** Milliseconds since the epoch. */
  readonly atMilliseconds: number;
  /** Of the answer; 0 until it came. */
  status: number;
}

/** A pipe in front of a server that writes down every request. */
export interface RecordingProxy {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

export interface RecordingOptions {
  /** 0: any free port. */
  readonly port?: number;
  /** Bodies come at most this fast, as over a slow line. */
  readonly bytesPerSecond?: number;
}

/** Starts a pipe to the server at `upstream`, an origin such as `http://127.0.0.1:8080`. */
export async function startRecordingProxy(
  upstream: string,
  options: RecordingOptions = {},
): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  const connections = new Agent({ keepAlive: true });
  const server = createServer((incoming, response) => {
    const record = recordOf(incoming);
    requests.push(record);
    forward({ incoming, response, record, upstream, connections, options });
  });
  await new Promise<void>(resolve => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      connections.destroy();
      await closed;
    },
  };
}

function recordOf({ method = "", url = "", headers }: IncomingMessage): RecordedRequest {
  const { referer = "", "user-agent": agent = "", range = "" } = headers;
  return { method, target: url, referer, agent, range, atMilliseconds: Date.now(), status: 0 };
}

interface Passage {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: RecordedRequest;
  readonly upstream: string;
  readonly connections: Agent;
  readonly options: RecordingOptions;
}

function forward({ incoming, response, record, upstream, connections, options }: Passage): void {
  const { hostname, port } = new URL(upstream);
  const { method, headers } = incoming;
  const asked = request({ hostname, port, path: incoming.url, method, headers, agent: connections });
  asked.once("error", () => response.destroy());
  asked.once("response", answer => {
    record.status = answer.statusCode ?? 0;
    response.writeHead(record.status, answer.headers);
    const body =
      options.bytesPerSecond === undefined ? answer : answer.compose(slowDown(options.bytesPerSecond));
    // What either side breaks off, breaks off at the other.
    pipeline(body, response, () => {});
  });
  incoming.pipe(asked);
  response.once("close", () => {
    if (!response.writableFinished) asked.destroy();
  });
}
