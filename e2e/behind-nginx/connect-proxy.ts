import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A CONNECT proxy, for programs that would ask a name service for the host otherwise. */
export interface ConnectProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Leads every name to this machine, from one of its loopback addresses. What passes stays encrypted. */
export async function startConnectProxy(from: string): Promise<ConnectProxy> {
  const server = createServer((_request, response) => void response.writeHead(405).end());
  server.on("connect", (request, client) => {
    const port = Number((request.url ?? "").split(":").at(-1));
    const onward = connect({ host: "127.0.0.1", port, localAddress: from }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(onward).pipe(client);
    });
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
