import { rmdirSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { dirname } from "node:path";
import type { Actor } from "../commands/actor.ts";
import { createListener, listen, type RequestHandler } from "../http/listener.ts";
import { controlSocketPath, makeSocketFolder } from "./control-socket-path.ts";
import { drain } from "./drain.ts";
import { owner } from "./owner.ts";

/** Connections of the data folder's owner. */
export interface ControlSocket {
  /** The owner, for a connection that came through the socket. */
  actorOf(socket: Socket): Actor | undefined;
  /** Listens for the owner of a data folder that is locked by this process. Rejects when that is not possible. */
  open(dataDir: string, handler: RequestHandler): Promise<void>;
  /** Stops listening; answers under way have 3 s, unless it is said otherwise. */
  close(patienceMilliseconds?: number): Promise<void>;
}

/** API v1 over a Unix socket with mode 0600: whoever can open it may read the data folder anyway. */
export function createControlSocket(): ControlSocket {
  const connections = new WeakSet<Socket>();
  let opened: { readonly server: Server; readonly path: string } | undefined;
  return {
    actorOf: socket => (connections.has(socket) ? owner : undefined),
    async open(dataDir, handler) {
      const path = controlSocketPath(dataDir);
      makeSocketFolder(path, dataDir);
      // The folder's lock is ours: a socket file that is still there belongs to a process that is gone.
      rmSync(path, { force: true });
      const server = createListener(handler);
      server.on("connection", socket => connections.add(socket));
      const umask = process.umask(0o177);
      try {
        await listen(server, { path });
      } finally {
        process.umask(umask);
      }
      opened = { server, path };
    },
    async close(patienceMilliseconds) {
      if (!opened) return;
      await drain(opened.server, patienceMilliseconds);
      removeIfEmpty(dirname(opened.path));
    },
  };
}

/** Takes the socket's own folder away; the data folder is never empty and stays. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or gone already.
  }
}
