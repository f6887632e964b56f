import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A line between a client and a server on this machine, which may break. */
export interface Line {
  /** Where clients connect instead. */
  readonly port: number;
  /**
   * From now on no byte passes on the connections there are, and neither side is told: a cable that was pulled. New ones
   * pass.
   */
  cut(): void;
  /** Closes every connection and the line. */
  close(): Promise<void>;
}

/** What is special about a line. */
export interface LineOptions {
  /** Of 127.0.0.0/8: what the server sees as the client's. Default 127.0.0.1. */
  readonly address?: string;
  /** True for a client that does not care that the server has hung up, and sends on. Default false. */
  readonly isStubborn?: boolean;
}

/** Opens a line to a port of 127.0.0.1. */
export async function startLine(toPort: number, options: LineOptions = {}): Promise<Line> {
  const { address = "127.0.0.1", isStubborn = false } = options;
  const pairs = new Set<readonly [Socket, Socket]>();
  const listener = createServer({ allowHalfOpen: isStubborn }, client => {
    const to = { port: toPort, host: "127.0.0.1", localAddress: address, allowHalfOpen: isStubborn };
    const server = connect(to);
    pairs.add([client, server]);
    join(client, server);
    join(server, client);
    if (isStubborn) client.on("end", () => server.destroy());
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

/** What comes from one side goes to the other, and so does its end, unless that is kept from a half-open connection. */
function join(from: Socket, to: Socket): void {
  from.on("data", chunk => to.write(chunk));
  from.on("error", () => {});
  from.on("close", () => to.destroy());
}
