import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A line between a client and a server on this machine, which may break. */
export interface Line {
  /** Where clients connect instead. */
  readonly port: number;
  /** From now on no byte passes on the connections there are, and neither side is told: a cable that was pulled. New ones pass. */
  cut(): void;
  /** Closes every connection and the line. */
  close(): Promise<void>;
}

/** Opens a line to a port of 127.0.0.1, which sees `address` (of 127.0.0.0/8) as the client's. */
export async function startLine(toPort: number, address = "127.0.0.1"): Promise<Line> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const listener = createServer(client => {
    const server = connect({ port: toPort, host: "127.0.0.1", localAddress: address });
    const pair = [client, server] as const;
    pairs.add(pair);
    join(client, server);
    join(server, client);
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const bound = listener.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const sockets = (): readonly Socket[] => [...pairs].flat();
  return {
    port: bound.port,
    cut() {
      for (const socket of sockets()) socket.removeAllListeners("data").removeAllListeners("close").pause();
    },
    async close() {
      for (const socket of sockets()) socket.destroy();
      await new Promise(resolve => listener.close(resolve));
    },
  };
}

/** What comes from one side goes to the other, its end included. */
function join(from: Socket, to: Socket): void {
  from.on("data", chunk => to.write(chunk));
  from.on("error", () => {});
  from.on("close", () => to.destroy());
}
