import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { inTurn } from "./in-turn.ts";
import { rememberCarriers } from "./reset-connection.ts";
import { type TlsCertificates, tlsOptions } from "./tls-certificates.ts";
import { answerUnreadable, type RefuseUnreadable, refuseBarely } from "./unreadable.ts";

/** Headers up to here are parsed and answered like any others, so that even a 64 KiB token gets a clear refusal. */
const HEADER_LIMIT_BYTES = 256 * 1024;
const HEADERS_TIMEOUT_MILLISECONDS = 15_000;
/** For the whole request; the largest body, 256 KiB, needs no more on any line. */
const REQUEST_TIMEOUT_MILLISECONDS = 60_000;
/** How often slow requests are looked for; they may last so much longer than their limit. */
const TIMEOUT_CHECK_MILLISECONDS = 5_000;
const KEEP_ALIVE_MILLISECONDS = 65_000;
/** Until TLS is agreed on. */
const HANDSHAKE_MILLISECONDS = 15_000;
/** They wait in the kernel while one server takes over from another; the system may allow fewer. */
const BACKLOG_CONNECTIONS = 4_096;

const OPTIONS = {
  maxHeaderSize: HEADER_LIMIT_BYTES,
  headersTimeout: HEADERS_TIMEOUT_MILLISECONDS,
  requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
  connectionsCheckingInterval: TIMEOUT_CHECK_MILLISECONDS,
  keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  requireHostHeader: false,
  joinDuplicateHeaders: true,
} as const;

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The HTTP/1.1 server, over TLS with certificates. What cannot be parsed still gets an answer in JSON with CORS instead of a bare reset; `refuse`
 * gives that answer. A header that is sent twice reaches the handler as one, joined by a comma, so that nobody judges
 * the first and somebody behind us the second.
 */
export function createListener(
  handler: RequestHandler,
  refuse: RefuseUnreadable = refuseBarely,
  certificates?: TlsCertificates | undefined,
): Server {
  const server = certificates ? secureServer(handler, certificates) : createServer(OPTIONS, inTurn(handler));
  answerUnreadable(server, refuse);
  // An expectation that nobody knows is ignored (RFC 9110 section 10.1.1) rather than answered with a bare 417.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  return server;
}

function secureServer(handler: RequestHandler, certificates: TlsCertificates): Server {
  const tls = { ...tlsOptions(certificates.current()), handshakeTimeout: HANDSHAKE_MILLISECONDS };
  const server = createTlsServer({ ...OPTIONS, ...tls }, inTurn(handler));
  rememberCarriers(server);
  certificates.follow(server);
  return server;
}

/** Where a server listens: at an address, at a path, or on a socket that this process was handed, by its descriptor. */
export type ListenTarget =
  | { readonly host: string; readonly port: number }
  | { readonly path: string }
  | { readonly fd: number };

/** Listens; resolves to the port. Rejects with the system's error (EADDRINUSE, EACCES). */
export function listen(server: Server, target: ListenTarget): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ ...target, backlog: BACKLOG_CONNECTIONS }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}
