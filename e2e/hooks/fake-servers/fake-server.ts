import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that a fake server was sent. */
export interface FakeCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly atMilliseconds: number;
}

/** What a fake answers. */
export interface FakeReply {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
}

/** How a server's API may fail. */
export type Ailment = "html" | "hang" | "half-json" | "refuse";

/** An HTTP server on loopback that stands for a media server's own API, and remembers what it was asked. */
export interface FakeServer {
  readonly url: string;
  readonly calls: readonly FakeCall[];
  /** From now on it answers in this way; undefined: as it should. */
  ail(how: Ailment | undefined): void;
  close(): Promise<void>;
}

/** `port` 0: any free one. */
export async function startFakeServer(answer: (call: FakeCall) => FakeReply, port = 0): Promise<FakeServer> {
  const calls: FakeCall[] = [];
  let ailment: Ailment | undefined;
  const server = createServer((request, response) => {
    void readCall(request).then(call => {
      calls.push(call);
      reply(response, answer(call), ailment);
    });
  });
  await new Promise<void>(resolve => server.listen(port, "127.0.0.1", () => resolve()));
  const { port: given } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${given}`,
    calls,
    ail(how) {
      ailment = how;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    authorization: request.headers.authorization,
    body: Buffer.concat(chunks).toString(),
    atMilliseconds: Date.now(),
  };
}

function reply(response: ServerResponse, given: FakeReply, ailment: Ailment | undefined): void {
  switch (ailment) {
    case "hang":
      return;
    case "refuse":
      response.destroy();
      return;
    case "html":
      response.writeHead(502, { "content-type": "text/html" });
      response.end("<html><body>Bad Gateway</body></html>");
      return;
    case "half-json":
      response.writeHead(200, { "content-type": "application/json" });
      response.end(given.body.slice(0, Math.floor(given.body.length / 2)));
      return;
    case undefined:
      response.writeHead(given.status, { "content-type": given.contentType ?? "application/json" });
      response.end(given.body);
  }
}

/** A JSON reply with status 200. */
export function jsonReply(value: unknown, status = 200): FakeReply {
  return { status, body: JSON.stringify(value) };
}

/** The query of a call. */
export function queryOf({ path }: FakeCall): URLSearchParams {
  return new URL(path, "http://fake").searchParams;
}
