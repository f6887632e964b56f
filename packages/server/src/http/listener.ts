import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { corsHeaders } from "./cors.ts";

/** Headers up to here are parsed and answered like any others, so that even a 64 KiB token gets a clear refusal. */
const HEADER_LIMIT_BYTES = 256 * 1024;
const HEADERS_TIMEOUT_MILLISECONDS = 15_000;
const KEEP_ALIVE_MILLISECONDS = 65_000;

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The HTTP/1.1 server. What cannot be parsed still gets an answer in JSON with CORS instead of a bare reset.
 */
export function createListener(handler: RequestHandler): Server {
  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MILLISECONDS,
      keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
      requireHostHeader: false,
    },
    handler,
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => answerUnparsable(error, socket));
  return server;
}

/** Listens; resolves to the port. Rejects with the system's error (EADDRINUSE, EACCES). */
export function listen(
  server: Server,
  target: { host: string; port: number } | { path: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(target, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

function answerUnparsable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status =
    error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const reason =
    status === 431 ? "headers-too-large" : status === 408 ? "request-timeout" : "request-malformed";
  const body = JSON.stringify({ reason, status, title: STATUS_CODES[status] });
  const headers = { ...corsHeaders, "content-type": "application/json", "content-length": body.length };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}connection: close\r\n\r\n${body}`,
  );
}
