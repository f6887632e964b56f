import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that one connection may have sent ahead. No player sends any. */
const AHEAD_LIMIT = 100;

/**
 * Handles the requests of one connection one after the other (RFC 9112 section 9.3.2). Without it a client that sends a
 * thousand requests and reads nothing would have a thousand answers made and kept in memory. A connection that is
 * further ahead than that is cut.
 */
export function inTurn(handler: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, Line>();

  const next = (line: Line, socket: Socket): void => {
    const begin = socket.destroyed ? undefined : line.waiting.shift();
    if (begin) begin();
    else line.isBusy = false;
  };
  /** One for all: made anew for each request, it would be a part of what a request costs. */
  function onClose(this: ServerResponse): void {
    const { socket } = this.req;
    const line = lines.get(socket);
    if (line) next(line, socket);
  }

  return (request, response) => {
    const { socket } = request;
    const line = lines.get(socket) ?? newLine(lines, socket);
    const begin = (): void => {
      response.on("close", onClose);
      handler(request, response);
    };
    if (!line.isBusy) {
      line.isBusy = true;
      begin();
    } else if (line.waiting.length < AHEAD_LIMIT) line.waiting.push(begin);
    else socket.destroy();
  };
}

/** The requests of one connection. */
interface Line {
  isBusy: boolean;
  readonly waiting: (() => void)[];
}

function newLine(lines: WeakMap<Socket, Line>, socket: Socket): Line {
  const line: Line = { isBusy: false, waiting: [] };
  lines.set(socket, line);
  return line;
}
