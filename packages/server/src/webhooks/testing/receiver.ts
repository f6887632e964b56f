import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** One request that a receiver got. */
export interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on loopback that lives until the test is over. */
export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly received: readonly Received[];
}

/** `answer` ends the response, or leaves it open. */
export async function startReceiver(
  answer: (response: ServerResponse, received: Received) => void = response => response.end(),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then(body => {
      const entry = { path: request.url, headers: request.headers, body };
      received.push(entry);
      answer(response, entry);
    });
  }).listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return { port: address.port, url: `http://127.0.0.1:${address.port}/hook?a=1`, received };
}
