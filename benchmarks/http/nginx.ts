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

/** Where nginx runs, and with which module besides its own. */
export interface NginxPlace {
  /** Default: on the servers' core. */
  readonly beside?: "servers" | "clients";
  readonly module?: string | undefined;
}

/** Serves a folder as plainly and as fast as nginx can: one worker, sendfile, no log. */
export function startNginx(
  program: string,
  root: string,
  cores: Cores,
  beside: "servers" | "clients" = "servers",
): Promise<Nginx> {
  return startNginxSite(program, port => plainSite(root, port), cores, { beside });
}

/** Serves what `site` says inside of `http { … }`, given a port. */
export async function startNginxSite(
  program: string,
  site: (port: number) => string,
  cores: Cores,
  { beside = "servers", module }: NginxPlace = {},
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-nginx-"));
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  const load = module === undefined ? "" : `load_module ${module};\n`;
  writeFileSync(config, load + nginxConfiguration(folder, site(port)));
  const flags = ["-p", folder, "-e", "error.log", "-c", config];
  // What this process starts is where it is.
  const [command, args] = beside === "clients" ? [program, flags] : cores.serverCommand(program, flags);
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

function plainSite(root: string, port: number): string {
  return `access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  types { application/vnd.apple.mpegurl m3u8; video/iso.segment m4s; }
  server { listen 127.0.0.1:${port}; root ${root}; }`;
}
