import { rmSync } from "node:fs";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Actor } from "../commands/actor.ts";
import { createListener, listen, type RequestHandler } from "../http/listener.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";

/** Connections of the data folder's owner. */
export interface ControlSocket {
  /** The owner, for a connection that came through the socket. */
  actorOf(socket: Socket): Actor | undefined;
  open(path: string, handler: RequestHandler): Promise<void>;
  close(): void;
}

const owner: Actor = { organization: FIRST_ORGANIZATION, id: "local" };

/** API v1 over a Unix socket with mode 0600: whoever can open it may read the data folder anyway. */
export function createControlSocket(): ControlSocket {
  const connections = new WeakSet<Socket>();
  let server: Server | undefined;
  return {
    actorOf: socket => (connections.has(socket) ? owner : undefined),
    async open(path, handler) {
      // The folder's lock is ours: a socket file that is still there belongs to a process that is gone.
      rmSync(path, { force: true });
      server = createListener(handler);
      server.on("connection", socket => connections.add(socket));
      const umask = process.umask(0o177);
      try {
        await listen(server, { path });
      } finally {
        process.umask(umask);
      }
    },
    close() {
      server?.close();
      server?.closeAllConnections();
    },
  };
}
