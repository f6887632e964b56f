import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** How one request to the origin is answered. */
export type OriginAnswer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP origin inside the test's process, whose every answer the test decides. */
export interface TestOrigin {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly port: number;
  /** Answers a path (`/film/a/index.m3u8`, no query) this way from now on; every other path is 404. */
  set(path: string, answer: OriginAnswer): void;
  /** How often a path was asked for, 404 included. */
  hits(path: string): number;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts an origin on a free port of the loopback, or on the one given. */
export async function startOrigin(port = 0): Promise<TestOrigin> {
  const answers = new Map<string, OriginAnswer>();
  const hits = new Map<string, number>();
  const server = createServer((request, response) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    hits.set(path, (hits.get(path) ?? 0) + 1);
    const answer = answers.get(path) ?? sendStatus(404);
    answer(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    set: (path, answer) => void answers.set(path, answer),
    hits: path => hits.get(path) ?? 0,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A body with its type, by GET and HEAD. */
export function send(contentType: string, body: string | Buffer): OriginAnswer {
  return (request, response) => {
    response.writeHead(200, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

/** A status without a body. */
export function sendStatus(status: number): OriginAnswer {
  return (_request, response) => void response.writeHead(status, { "content-length": 0 }).end();
}

/** Waits a random time up to so many milliseconds before each answer. */
export function delayed(answer: OriginAnswer, longestMilliseconds: number): OriginAnswer {
  return (request, response) =>
    void setTimeout(() => answer(request, response), Math.random() * longestMilliseconds);
}

/** An answer that the origin keeps back. */
export interface HeldAnswer {
  readonly answer: OriginAnswer;
  /** Resolves once so many requests are waiting or have waited. */
  arrived(count?: number): Promise<void>;
  /** Lets the answers go, those to come as well. */
  release(): void;
}

/** Keeps an answer back until `release`. */
export function hold(answer: OriginAnswer): HeldAnswer {
  const waiting: (() => void)[] = [];
  let isHeld = true;
  let count = 0;
  return {
    answer(request, response) {
      count += 1;
      if (isHeld) waiting.push(() => answer(request, response));
      else answer(request, response);
    },
    async arrived(wanted = 1) {
      while (count < wanted) await new Promise(resolve => setTimeout(resolve, 5));
    },
    release() {
      isHeld = false;
      for (const go of waiting.splice(0)) go();
    },
  };
}
