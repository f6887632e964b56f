import type { RequestListener } from "node:http";
import type { Socket } from "node:net";

/** Requests that one connection may have sent ahead. No player sends any. */
const AHEAD_LIMIT = 100;

/**
 * Handles the requests of one connection one after the other (RFC 9112 section 9.3.2). Without it a client that sends a
 * thousand requests and reads nothing would have a thousand answers made and kept in memory. A connection that is
 * further ahead than that is cut.
 */
export function inTurn(handler: RequestListener): RequestListener {
  const ahead = new WeakMap<Socket, (() => void)[]>();

  const next = (socket: Socket): void => {
    const begin = socket.destroyed ? undefined : ahead.get(socket)?.shift();
    if (begin) begin();
    else ahead.delete(socket);
  };

  return (request, response) => {
    const { socket } = request;
    const begin = (): void => {
      response.once("close", () => next(socket));
      handler(request, response);
    };
    const waiting = ahead.get(socket);
    if (waiting === undefined) {
      ahead.set(socket, []);
      begin();
    } else if (waiting.length < AHEAD_LIMIT) waiting.push(begin);
    else socket.destroy();
  };
}
