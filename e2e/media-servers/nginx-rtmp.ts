import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";
import { listening } from "../support/listening.ts";
import { requirePeer } from "../support/peers.ts";

const deployed = fileURLToPath(new URL("../../deploy/nginx-rtmp/", import.meta.url));

/** What the test's nginx has elsewhere, or otherwise, than deploy/nginx-rtmp says. */
export interface NginxRtmpOptions {
  /** Of Sluice, on 127.0.0.1. */
  readonly sluicePort: number;
  readonly secret: string;
  /** Of the listener that holds `control` and `stat`; Sluice's configuration names it. */
  readonly httpPort: number;
  /** Default: any free one. */
  readonly rtmpPort?: number;
  /** How often nginx asks again about each client, seconds. Default 2. */
  readonly updateSeconds?: number;
  /** Where updates are asked for: through the snippet that outlives Sluice (default), or of Sluice itself. */
  readonly updates?: "snippet" | "sluice";
  /** More pairs of a text in nginx.conf and what stands there instead. */
  readonly changes?: readonly Change[];
}

type Change = readonly [from: string, to: string];

/** nginx with the rtmp module, as users are told to run it. */
export interface NginxRtmp {
  readonly rtmpPort: number;
  /** The clients it has, as `stat` counts them: publishers and players of a stream. */
  clientsOf(stream: string): Promise<number>;
  /** Everything it has logged. */
  logs(): string;
  /** Ends it, so that its clients are cut and most of what it would still tell is lost, and starts it again where it was. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts nginx with the files of deploy/nginx-rtmp; only ports, folders and the secret of this test are put in. */
export async function startNginxRtmp(options: NginxRtmpOptions): Promise<NginxRtmp> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-nginx-rtmp-"));
  mkdirSync(join(folder, "hls"));
  const rtmpPort = options.rtmpPort ?? (await freePort());
  write(folder, "nginx.conf", mainChanges(folder, rtmpPort, options));
  write(folder, "sluice-update.conf", snippetChanges(folder, options));
  const logs = (): string =>
    ["error.log", "rtmp.log"].map(name => readFileSync(join(folder, name), "utf8")).join("");
  let nginx = await startIn(folder, rtmpPort).catch((error: unknown) => {
    const said = logs();
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`nginx did not start: ${said}`, { cause: error });
  });
  return {
    rtmpPort,
    logs,
    clientsOf: stream => countClients(options.httpPort, stream),
    async restart() {
      await end(nginx);
      nginx = await startIn(folder, rtmpPort);
    },
    async stop() {
      await end(nginx);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startIn(folder: string, rtmpPort: number): Promise<ChildProcess> {
  const args = ["-p", folder, "-e", "error.log", "-c", join(folder, "nginx.conf"), "-g", "daemon off;"];
  const child = spawn(requirePeer("nginx").path, args, { stdio: ["ignore", "ignore", "inherit"] });
  await listening(child, rtmpPort).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  return child;
}

/** nginx waits for nobody on SIGTERM. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

function mainChanges(folder: string, rtmpPort: number, options: NginxRtmpOptions): readonly Change[] {
  const { sluicePort, secret, httpPort, updateSeconds = 2, updates = "snippet", changes = [] } = options;
  const hook = `http://127.0.0.1:${sluicePort}/hooks/nginx-rtmp/${secret}`;
  const again = updates === "snippet" ? hook.replace(`:${sluicePort}/`, `:${httpPort}/`) : hook;
  const written = "http://127.0.0.1:8080/hooks/nginx-rtmp/YOUR-HOOK-SECRET";
  return [
    ...changes,
    // Started by root, nginx would work as an account that may not enter the temporary folder.
    ["user www-data;", process.getuid?.() === 0 ? `user ${userInfo().username};` : ""],
    ["pid /run/nginx.pid;", `pid ${folder}/nginx.pid;`],
    ["include /etc/nginx/modules-enabled/*.conf;", `load_module ${requirePeer("nginx-rtmp").path};`],
    ["/var/log/nginx/error.log", join(folder, "error.log")],
    ["/var/log/nginx/rtmp.log", join(folder, "rtmp.log")],
    ["listen 1935;", `listen 127.0.0.1:${rtmpPort};`],
    [`on_publish ${written};`, `on_publish ${hook};`],
    [`on_play    ${written};`, `on_play ${hook};`],
    [`on_done    ${written};`, `on_done ${hook};`],
    [
      "on_update  http://127.0.0.1:8935/hooks/nginx-rtmp/YOUR-HOOK-SECRET/on_update;",
      `on_update ${again}/on_update;`,
    ],
    ["notify_update_timeout 10s;", `notify_update_timeout ${updateSeconds}s;`],
    ["hls_path /var/lib/nginx/hls;", `hls_path ${folder}/hls;`],
    ["http {\n", `http {\n  ${temporaryPaths(folder)}\n`],
    ["listen 127.0.0.1:8935;", `listen 127.0.0.1:${httpPort};`],
    ["root /var/lib/nginx;", `root ${folder};`],
  ];
}

function snippetChanges(folder: string, { sluicePort }: NginxRtmpOptions): readonly Change[] {
  return [
    ["http://127.0.0.1:8080;", `http://127.0.0.1:${sluicePort};`],
    ["/var/log/nginx/sluice-update.log", join(folder, "error.log")],
  ];
}

function temporaryPaths(folder: string): string {
  const names = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return names.map(name => `${name}_temp_path ${folder}/${name};`).join(" ");
}

/** Writes a file of deploy/nginx-rtmp with its changes, each of which must find its place. */
function write(folder: string, name: string, changes: readonly Change[]): void {
  const changed = changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`deploy/nginx-rtmp/${name} does not say: ${from}`);
      return text.replaceAll(from, () => to);
    },
    readFileSync(join(deployed, name), "utf8"),
  );
  writeFileSync(join(folder, name), changed);
}

async function countClients(httpPort: number, stream: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${httpPort}/stat`);
  const streams = (await answer.text()).match(/<stream>[\s\S]*?<\/stream>/g) ?? [];
  const found = streams.find(text => text.includes(`<name>${stream}</name>`)) ?? "";
  return found.match(/<client>/g)?.length ?? 0;
}
