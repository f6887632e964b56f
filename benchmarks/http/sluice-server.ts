import { startSluice, type TestServer } from "../../e2e/support/sluice.ts";
import type { Cores } from "../measure/cores.ts";
import { residentBytes } from "../measure/memory.ts";
import { freePort } from "./free-port.ts";

const MINTING_AT_ONCE = 16;
const STREAM = "bench/load";

/** A Sluice server as it ships (its own process, SQLite, its log on), for benchmarks. */
export interface BenchedServer {
  readonly url: string;
  readonly port: number;
  /** Makes tokens over the API; resolves to the paths of their HLS entries, token included. */
  entryPaths(kind: "one-time" | "access", count: number, stream?: string): Promise<readonly string[]>;
  /** Its memory now, ready to print. */
  memory(): string;
  stop(): Promise<void>;
}

/** Starts the server on its core and waits until it is ready. */
export async function startBenchedServer(
  configFile: string,
  cores: Cores,
  dataDir?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BenchedServer> {
  const server = await startSluice({
    port: await freePort(),
    env: { SLUICE_CONFIG: configFile, ...env },
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  const pid = server.process.pid ?? 0;
  cores.takeServer(pid);
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    entryPaths: (kind, count, stream = STREAM) => mintPaths(server, { kind, stream }, count),
    memory: () => megabytes(residentBytes(pid)),
    stop: () => server.stop(),
  };
}

async function mintPaths(
  server: TestServer,
  { kind, stream }: { readonly kind: "one-time" | "access"; readonly stream: string },
  count: number,
): Promise<readonly string[]> {
  const paths: string[] = [];
  const mint = async (): Promise<void> => {
    const { urls } = await server.mint({ kind, target: { streams: [stream] } });
    const { pathname, search } = new URL(urls.hls);
    paths.push(pathname + search);
  };
  while (paths.length < count) {
    const missing = Math.min(MINTING_AT_ONCE, count - paths.length);
    await Promise.all(Array.from({ length: missing }, mint));
  }
  return paths;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "unknown" : `${Math.round(bytes / 1e6)} MB`;
}
