import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Requests that one connection may have sent ahead. No player sends any. */
const AHEAD_LIMIT = 100;

/**
 * Handles the requests of one connection one after the other (RFC 9112 section 9.3.2). Without it a client that sends a
 * thousand requests and reads nothing would have a thousand answers made and kept in memory. A connection that is
 * further ahead than that is cut.
 */
export function inTurn(handler: RequestListener): RequestListener {
  /** One for all: made anew for each request, it would be a part of what a request costs. */
  function onClose(this: ServerResponse): void {
    const { socket } = this.req;
    const line = lineOf(socket);
    // The collector keeps a closed connection for long: nothing of the answer hangs on it.
    line.current = undefined;
    if (!socket.destroyed) line.waiting?.shift()?.();
  }
  const begin = (line: Line, request: IncomingMessage, response: ServerResponse): void => {
    line.current = response;
    response.on("close", onClose);
    handler(request, response);
  };

  return (request, response) => {
    const line = lineOf(request.socket);
    if (line.current === undefined) return begin(line, request, response);
    line.waiting ??= [];
    if (line.waiting.length < AHEAD_LIMIT) line.waiting.push(() => begin(line, request, response));
    else request.socket.destroy();
  };
}

/** True when an answer on the connection has begun, or when several are due and another would jump the queue. */
export function isMidAnswer(socket: Duplex): boolean {
  const { current, waiting = [] } = lineOf(socket);
  return waiting.length > 0 || current?.headersSent === true;
}

/** The requests of one connection: the one that is being answered, and those that wait for it. */
interface Line {
  current: ServerResponse | undefined;
  waiting: (() => void)[] | undefined;
}

const place = Symbol("line");

interface Connection extends Duplex {
  [place]?: Line;
}

function lineOf(socket: Connection): Line {
  socket[place] ??= { current: undefined, waiting: undefined };
  return socket[place];
}
