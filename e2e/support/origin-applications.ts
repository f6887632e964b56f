import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { startOrigin, type TestOrigin } from "./origin-server.ts";
import { startSluice, type TestServer, type TestServerOptions } from "./sluice.ts";

/** Applications as the YAML file names them. */
export type Applications = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Writes `sluice.yaml` with these applications into a folder, by default a fresh one; answers its path. */
export function writeConfiguration(applications: Applications, folder = temporaryFolder()): string {
  const file = join(folder, "sluice.yaml");
  writeFileSync(file, stringify({ applications }));
  return file;
}

/** A server whose applications take their media from an origin of the test. */
export interface ServerWithOrigin {
  readonly server: TestServer;
  readonly origin: TestOrigin;
  stop(): Promise<void>;
}

/** Starts both. `applications` is given the origin's URL; each takes any stream unless it says otherwise. */
export async function startWithOrigin(
  applications: (originUrl: string) => Applications,
  options: TestServerOptions = {},
): Promise<ServerWithOrigin> {
  const origin = await startOrigin();
  const folder = temporaryFolder();
  const env = { ...options.env, SLUICE_CONFIG: writeConfiguration(applications(origin.url), folder) };
  const server = await startSluice({ ...options, env });
  return {
    server,
    origin,
    async stop() {
      await server.stop();
      await origin.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "sluice-e2e-config-"));
}
