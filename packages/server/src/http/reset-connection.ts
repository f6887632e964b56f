import type { Server } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

const underneath = new WeakMap<Socket, Socket>();

/**
 * Ends a connection at once, by a reset: after an ordinary close, what is in the kernel's send buffer would still reach
 * a slow reader. A connection that is none of TCP is closed.
 */
export function resetConnection(socket: Socket): void {
  const carrier = socket instanceof TLSSocket ? underneath.get(socket) : socket;
  if (carrier?.remoteAddress === undefined) socket.destroy();
  else carrier.resetAndDestroy();
}

/** Remembers which connection carries each one that speaks TLS: only the former can be reset. */
export function rememberCarriers(server: Server): void {
  const carriers = new Map<string, Socket>();
  server.on("connection", (carrier: Socket) => {
    const key = keyOf(carrier);
    carriers.set(key, carrier);
    carrier.once("close", () => {
      if (carriers.get(key) === carrier) carriers.delete(key);
    });
  });
  server.on("secureConnection", (socket: TLSSocket) => {
    const carrier = carriers.get(keyOf(socket));
    if (carrier) underneath.set(socket, carrier);
  });
}

function keyOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
