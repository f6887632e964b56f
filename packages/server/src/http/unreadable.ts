import { type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { plainAddress } from "./client-address.ts";
import { corsHeaders } from "./cors.ts";
import { isMidAnswer } from "./in-turn.ts";

/** What is wrong with something that never became a request; codes of the deny table. */
export type UnreadableReason =
  | "request-malformed"
  | "headers-too-large"
  | "request-timeout"
  | "method-not-allowed";

/** The JSON of the answer. */
export interface UnreadableAnswer {
  readonly reason: UnreadableReason;
  readonly status: number;
  readonly ref?: string;
}

/** Writes the refusal down and says what to answer. */
export type RefuseUnreadable = (reason: UnreadableReason, ip: string | undefined) => UnreadableAnswer;

/** How long a client may go on sending after its answer. Closed at once, the answer would be lost in a reset. */
const DRAIN_MILLISECONDS = 2_000;

const status: Readonly<Record<UnreadableReason, number>> = {
  "request-malformed": 400,
  "method-not-allowed": 405,
  "request-timeout": 408,
  "headers-too-large": 431,
};

/** The answer of a listener that has no decision log (yet). */
export const refuseBarely: RefuseUnreadable = reason => ({ reason, status: status[reason] });

/**
 * Sees to it that bytes that Node cannot make a request of get an answer in JSON with CORS, wherever TCP allows. Never
 * writes between the bytes of another answer: a connection that is in the middle of one is cut. The server's requests are
 * handled in turn (in-turn.ts), which knows what is due.
 */
export function answerUnreadable(server: Server, refuse: RefuseUnreadable): void {
  const answered = new WeakSet<Duplex>();

  const answer = (reason: UnreadableReason, socket: Duplex): void => {
    // The parser complains about every further piece of the same bad request.
    if (answered.has(socket)) return;
    answered.add(socket);
    if (!socket.writable || isMidAnswer(socket)) return void socket.destroy();
    socket.on("error", () => socket.destroy());
    socket.end(responseText(refuse(reason, addressOf(socket))));
    socket.resume();
    setTimeout(() => socket.destroy(), DRAIN_MILLISECONDS).unref();
  };

  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // A connection that never carried a byte (browsers open some ahead) has asked nothing.
    if (error.code === "ECONNRESET" || isSilent(socket)) socket.destroy();
    else answer(reasonOf(error.code), socket);
  });
  server.on("connect", (_request, socket) => answer("method-not-allowed", socket));
}

function reasonOf(code: string | undefined): UnreadableReason {
  if (code === "HPE_HEADER_OVERFLOW") return "headers-too-large";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request-timeout" : "request-malformed";
}

function isSilent(socket: Duplex): boolean {
  return "bytesRead" in socket && socket.bytesRead === 0;
}

function addressOf(socket: Duplex): string | undefined {
  const address = "remoteAddress" in socket ? socket.remoteAddress : undefined;
  return typeof address === "string" ? plainAddress(address) : undefined;
}

function responseText(answer: UnreadableAnswer): string {
  const title = STATUS_CODES[answer.status] ?? "";
  const body = JSON.stringify({ title, ...answer });
  const headers = {
    ...corsHeaders,
    "cache-control": "private, no-store",
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(answer.ref === undefined ? {} : { "sluice-ref": answer.ref }),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} ${title}\r\n${lines.join("")}\r\n${body}`;
}
