import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The admin key of every test server. */
export const ADMIN_KEY = "test-admin-key-0123456789";

const launcher = fileURLToPath(new URL("../../packages/server/bin/sluice.js", import.meta.url));
/** A start is a second of work: on a machine that does ten other things, half a minute was too little. */
const START_MILLISECONDS = 120_000;
const LAST_WORDS_MILLISECONDS = 2_000;

/** A grant as `POST /v1/tokens` takes it. */
export type Grant = Readonly<Record<string, unknown>>;

/** A token as the API answers it. */
export interface MintedToken {
  readonly id: string;
  readonly token: string;
  readonly playback_url: string;
  readonly urls: {
    readonly page: string;
    readonly hls: string;
    readonly dash: string;
    readonly mp4: string;
    readonly rtmp: string;
  };
}

/** A real server in a process of its own, on a free port and a fresh data folder. */
export interface TestServer {
  readonly url: string;
  /** Where API v1 is: the same, unless it has a listener of its own. */
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it has printed: banner and log lines. */
  output(): string;
  /** API v1 with the admin key. */
  api(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Makes a token; throws unless the answer is 201. */
  mint(grant?: Grant): Promise<MintedToken>;
  /** Stops it in good order. */
  stop(): Promise<void>;
  /** kill -9, as a crash. */
  kill(): Promise<void>;
}

export interface TestServerOptions {
  /** An existing folder to go on with; a fresh one by default, removed by `stop`. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** 0: any free port. */
  readonly port?: number;
  /** A command line that the server is run by: a tracer. It must become the server, as signals go there. */
  readonly under?: readonly string[];
}

/** Starts a server and waits until it says that it is ready. */
export async function startSluice(options: TestServerOptions = {}): Promise<TestServer> {
  const home = options.dataDir ?? join(mkdtempSync(join(tmpdir(), "sluice-e2e-")), "data");
  const commandLine = [process.execPath, launcher, "start", ...(options.flags ?? [])];
  const [program = "", ...args] = [...(options.under ?? []), ...commandLine];
  const child = spawn(program, args, {
    env: {
      PATH: process.env["PATH"] ?? "",
      SLUICE_ADMIN_KEY: ADMIN_KEY,
      SLUICE_PORT: String(options.port ?? 0),
      SLUICE_DATA_DIR: home,
      ...options.env,
    },
    cwd: join(home, ".."),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  const closed = once(child, "close");
  const ready = await readyUrl(child, () => text, closed);
  // The server prints its public URL, which need not lead anywhere.
  const url = options.port === undefined ? ready : `http://127.0.0.1:${options.port}`;
  const apiUrl = /Its API and metrics are at (\S+) alone/.exec(text)?.[1] ?? url;
  return testServer({
    child,
    url,
    apiUrl,
    dataDir: home,
    output: () => text,
    closed,
    isOwn: options.dataDir === undefined,
  });
}

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly output: () => string;
  /** Everything it has printed has come. */
  readonly closed: Promise<unknown>;
  readonly isOwn: boolean;
}

function testServer({ child, url, apiUrl, dataDir, output, closed, isOwn }: Started): TestServer {
  const ended = once(child, "exit");
  const api: TestServer["api"] = async (method, path, body) => {
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await ended;
    }
  };
  return {
    url,
    apiUrl,
    dataDir,
    process: child,
    output,
    api,
    async mint(grant = {}) {
      const full = { kind: "one-time", action: "play", target: { streams: ["demo/clip"] }, ...grant };
      const { status, body } = await api("POST", "/v1/tokens", full);
      if (status !== 201) throw new Error(`mint answered ${status}: ${JSON.stringify(body)}`);
      return body as unknown as MintedToken;
    },
    async stop() {
      await end("SIGTERM");
      await lastWords(closed);
      if (isOwn) rmSync(join(dataDir, ".."), { recursive: true, force: true });
    },
    kill: () => end("SIGKILL"),
  };
}

/** What a process printed last may come after its end; what another one holds open is not waited for. */
async function lastWords(closed: Promise<unknown>): Promise<void> {
  await Promise.race([closed, pause(LAST_WORDS_MILLISECONDS, undefined, { ref: false })]);
}

async function readyUrl(
  child: ChildProcess,
  output: () => string,
  closed: Promise<unknown>,
): Promise<string> {
  const deadline = Date.now() + START_MILLISECONDS;
  while (Date.now() < deadline) {
    const url = / is ready at (\S+) /.exec(output())?.[1];
    if (url) return url.replace("localhost", "127.0.0.1");
    if (child.exitCode !== null) {
      await lastWords(closed);
      break;
    }
    await pause(20);
  }
  child.kill("SIGKILL");
  throw new Error(`the server did not start:\n${output()}`);
}
