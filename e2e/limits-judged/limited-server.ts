import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { writeMmdb } from "../../packages/server/src/lib/geo/testing/write-mmdb.ts";
import { startOrigin } from "../support/origin-server.ts";
import { type Grant, startSluice, type TestServer } from "../support/sluice.ts";
import { createViewer, type Reply, sessionPath } from "../support/viewer.ts";
import { putRenditions } from "./renditions-origin.ts";

/** Addresses of which the database knows something; of 192.0.2.x it knows nothing. */
export const places = {
  berlin: "203.0.113.7",
  /** In the same /24, and so with the same network operator. */
  berlinNext: "203.0.113.8",
  boston: "198.51.100.9",
  nowhere: "192.0.2.1",
} as const;

/** Who asks, as the proxy in front of the server says. */
export interface Watcher {
  readonly ip: string;
  readonly agent?: string;
}

export interface LimitedServer {
  readonly server: TestServer;
  /** Asks from an address, behind the proxy on 127.0.0.1. */
  ask(path: string, watcher: Watcher, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Makes an access token for `cup/one` with limits; answers its text. */
  mint(limits: Grant): Promise<{ readonly id: string; readonly token: string }>;
  /** kill -9, and the same data again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server with `cup/one`, with `cup/limited` whose limits are the stream's, and with `asked/one`, carried by query. */
export async function startLimitedServer(): Promise<LimitedServer> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-limits-"));
  const database = join(folder, "places.mmdb");
  const record = (country: string, asn: number) => ({
    country: { iso_code: country },
    autonomous_system_number: asn,
  });
  writeFileSync(
    database,
    writeMmdb({ "203.0.113.0/24": record("DE", 3320), "198.51.100.0/24": record("US", 7922) }),
  );
  const origin = await startOrigin();
  for (const stream of ["one", "limited"]) putRenditions(origin, `/media/${stream}`);
  const media = { kind: "vod", origin: { url: `${origin.url}/media` } };
  const limits = { countries: { allow: ["DE"] }, max_height: 720, download: false };
  const settings = {
    trusted_proxies: ["127.0.0.1"],
    geo_databases: [database],
    applications: {
      cup: { ...media, streams: { one: {}, limited: { limits } } },
      asked: { ...media, carriage: "query", streams: { one: {} } },
    },
  };
  const file = join(folder, "sluice.yaml");
  writeFileSync(file, stringify(settings));
  const start = () => startSluice({ dataDir: join(folder, "data"), env: { SLUICE_CONFIG: file } });
  let server = await start();
  return {
    get server() {
      return server;
    },
    async restart() {
      await server.kill();
      server = await start();
    },
    ask(path, { ip, agent }, headers = {}) {
      const viewer = createViewer(server, agent === undefined ? {} : { agent });
      return viewer.ask(path, { headers: { "x-forwarded-for": ip, ...headers } });
    },
    async mint(grant) {
      const { id, token } = await server.mint({ target: { streams: ["cup/one"] }, kind: "access", ...grant });
      return { id, token };
    },
    async stop() {
      await server.stop();
      await origin.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The folder of the session that an entry has opened: `/s/<handle>/cup/one/`. */
export function folderOf(reply: Reply): string {
  const folder = /^.*?\/(?:cup|asked)\/\w+\//.exec(sessionPath(reply))?.[0];
  if (folder === undefined) throw new Error(`no session in ${reply.status} ${reply.reason}`);
  return folder;
}
