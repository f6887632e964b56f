import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listening } from "../../e2e/support/listening.ts";
import { nginxConfiguration } from "../../e2e/support/nginx-configuration.ts";
import type { Cores } from "../measure/cores.ts";
import { freePort } from "./free-port.ts";

/** A running nginx. */
export interface Nginx {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves a folder as plainly and as fast as nginx can: one worker, sendfile, no log. */
export async function startNginx(program: string, root: string, cores: Cores): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-nginx-"));
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  writeFileSync(config, configuration(folder, root, port));
  const [command, args] = cores.serverCommand(program, ["-p", folder, "-e", "error.log", "-c", config]);
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  await listening(child, port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { port, stop };
}

function configuration(folder: string, root: string, port: number): string {
  return nginxConfiguration(
    folder,
    `access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  types { application/vnd.apple.mpegurl m3u8; video/iso.segment m4s; }
  server { listen 127.0.0.1:${port}; root ${root}; }`,
  );
}
