import { createServer } from "node:net";
import { type RecordingProxy, startRecordingProxy } from "./recording-proxy.ts";
import { startSluice, type TestServer } from "./sluice.ts";

/** A server whose public address is a recording pipe: every URL it prints leads through the record. */
export interface RecordedServer {
  readonly server: TestServer;
  readonly proxy: RecordingProxy;
  stop(): Promise<void>;
}

/** Starts both. Calls of the API are recorded too. */
export async function startRecordedServer(): Promise<RecordedServer> {
  const port = await freePort();
  const proxy = await startRecordingProxy(`http://127.0.0.1:${port}`);
  const server = await startSluice({ port, env: { SLUICE_PUBLIC_URL: proxy.url } });
  return {
    server,
    proxy,
    async stop() {
      await server.stop();
      await proxy.close();
    },
  };
}

/** A port that nobody listens on right now; the pipe has to know it before the server is there. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
