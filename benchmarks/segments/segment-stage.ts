import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Secret } from "@sluice/token";
import { listening } from "../../e2e/support/listening.ts";
import { loadMasterKey } from "../../packages/server/src/keys/master-key.ts";
import { findPeer } from "../../tools/peers/find-peer.ts";
import { freePort } from "../http/free-port.ts";
import { startNginx, startNginxSite } from "../http/nginx.ts";
import { type BenchedServer, startBenchedServer } from "../http/sluice-server.ts";
import type { Cores } from "../measure/cores.ts";
import type { HttpBench } from "../suites/http-bench.ts";
import { peerSite } from "./peer-site.ts";

const MASTER_KEY = "5e9d3c".padEnd(64, "0");
const proxy = fileURLToPath(new URL("dispatch-proxy.ts", import.meta.url));

/** Sluice and its peers, each under the addresses of one session. */
export interface SegmentStage {
  readonly sluice: BenchedServer;
  /** Where Sluice has the files in memory. */
  readonly memoryRoot: string;
  /** Where it asks nginx for them each time; undefined without nginx. */
  readonly coldRoot: string | undefined;
  readonly nginx: NginxRoots | undefined;
  /** A proxy of bare Node in front of the same origin. */
  readonly proxyRoot: string | undefined;
}

/** Where nginx has the same files. */
export interface NginxRoots {
  readonly plain: string;
  /** Sluice is asked about each request. */
  readonly asked: string;
  /** The handle is checked inside nginx; undefined when its module is missing. */
  readonly checked: string | undefined;
  /** One HMAC is made inside nginx, and nothing checked; undefined as above. */
  readonly hashed: string | undefined;
}

/** Starts everything for `work`, and stops it whatever becomes of it. */
export async function withSegmentStage<T>(
  bench: HttpBench,
  work: (stage: SegmentStage) => Promise<T>,
): Promise<T> {
  const stops: (() => Promise<void>)[] = [];
  try {
    return await work(await start(bench, stops));
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function start(
  { tools, cores, media }: HttpBench,
  stops: (() => Promise<void>)[],
): Promise<SegmentStage> {
  const { nginx: program } = tools;
  // Beside the clients, so that the servers' core is the servers' alone.
  const origin = program === undefined ? undefined : await startNginx(program, media.root, cores, "clients");
  if (origin) stops.push(origin.stop);
  const originUrl = origin && `http://127.0.0.1:${origin.port}`;
  const sluice = await startBenchedServer(configurationFile(media.configFile, originUrl), cores, undefined, {
    SLUICE_MASTER_KEY: MASTER_KEY,
  });
  stops.push(sluice.stop);
  const memoryPath = await openSession(sluice, "bench");
  const stage = { sluice, memoryRoot: sluice.url + memoryPath };
  if (program === undefined || originUrl === undefined) {
    return { ...stage, coldRoot: undefined, nginx: undefined, proxyRoot: undefined };
  }
  const coldPath = await openSession(sluice, "cold");
  const module = findPeer("nginx-js")?.path;
  const handleKey = Buffer.from(masterKey().derive("session-handle")).toString("hex");
  const site = { root: media.root, sluicePort: sluice.port, handleKey: module && handleKey };
  const peer = await startNginxSite(program, port => peerSite({ ...site, port }), cores, { module });
  stops.push(peer.stop);
  const proxyPort = await startProxy(cores, [originUrl, handleKey], stops);
  const peerUrl = `http://127.0.0.1:${peer.port}`;
  return {
    ...stage,
    coldRoot: sluice.url + coldPath,
    proxyRoot: `http://127.0.0.1:${proxyPort}${coldPath}`,
    nginx: {
      plain: `${peerUrl}/load/`,
      asked: `${peerUrl}/asked${memoryPath}`,
      checked: module && peerUrl + memoryPath,
      hashed: module && `${peerUrl}/hashed${memoryPath}`,
    },
  };
}

function masterKey() {
  return loadMasterKey(new Secret(MASTER_KEY), "");
}

/** The same application with the folder, and one that asks the origin each time. */
function configurationFile(folderFile: string, originUrl: string | undefined): string {
  const file = join(dirname(folderFile), "segments.yaml");
  const cold = `  cold:\n    kind: vod\n    segment_cache: false\n    origin:\n      url: ${originUrl}\n`;
  const bench = "  bench:\n    kind: vod\n    origin:\n      folder: ./media\n";
  writeFileSync(file, `applications:\n${bench}${originUrl === undefined ? "" : cold}`);
  return file;
}

/** Enters once and returns the path under which the session's files are. */
async function openSession(sluice: BenchedServer, application: string): Promise<string> {
  const [path = ""] = await sluice.entryPaths("access", 1, `${application}/load`);
  const playlist = await (await fetch(sluice.url + path)).text();
  const root = new RegExp(`/s/[^/]+/${application}/load/`).exec(playlist)?.[0];
  if (root === undefined) throw new Error(`the entry named no session:\n${playlist}`);
  return root;
}

async function startProxy(
  cores: Cores,
  args: readonly string[],
  stops: (() => Promise<void>)[],
): Promise<number> {
  const port = await freePort();
  const [command, commandArgs] = cores.serverCommand(process.execPath, [proxy, String(port), ...args]);
  const child = spawn(command, commandArgs, { stdio: ["ignore", "ignore", "inherit"] });
  stops.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  await listening(child, port);
  return port;
}
