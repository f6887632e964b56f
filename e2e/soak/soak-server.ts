import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeConfiguration } from "../support/origin-applications.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import { type FailingOrigin, startFailingOrigin } from "./live-origin.ts";

/** A server whose application `live` takes any stream from an origin that can be made to fail. */
export interface ServerWithFailingOrigin {
  readonly server: TestServer;
  readonly origin: FailingOrigin;
  stop(): Promise<void>;
}

/** Little, so that it is full before memory is compared. */
const CACHE_MIB = "16";

/** Starts both. */
export async function startServer(): Promise<ServerWithFailingOrigin> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-soak-"));
  const origin = await startFailingOrigin();
  const applications = { live: { kind: "live", origin: { url: origin.url } } };
  const env = {
    SLUICE_SEGMENT_CACHE_MIB: CACHE_MIB,
    SLUICE_CONFIG: writeConfiguration(applications, folder),
  };
  const server = await startSluice({ env });
  return {
    server,
    origin,
    async stop() {
      await server.stop();
      await origin.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
