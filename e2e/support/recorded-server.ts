import { freePort } from "./free-port.ts";
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
