import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A program of examples/minting, and how its language runs it on a port. */
export interface MinterProgram {
  readonly file: string;
  readonly commandLine: (file: string, port: number) => readonly [program: string, ...args: string[]];
  /** More for its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A minting service that runs, until `stop`. */
export interface Minter {
  /** What it answers for a query: `stream=demo/clip`. */
  ask(query: string): Promise<{ readonly status: number; readonly text: string }>;
  stop(): Promise<void>;
}

/** Compilers take their time on a busy machine. */
const START_MILLISECONDS = 90_000;
const PAUSE_MILLISECONDS = 50;

/** Starts one with a key in its environment, and waits until it answers. */
export async function startMinter(
  { file, commandLine, env = {} }: MinterProgram,
  port: number,
  key: Readonly<Record<string, string>>,
): Promise<Minter> {
  const path = fileURLToPath(new URL(`../../examples/minting/${file}`, import.meta.url));
  const [program, ...args] = commandLine(path, port);
  // A group of its own: `go run` starts the program as a child.
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? "", PORT: String(port), ...env, ...key },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const ended = once(child, "exit");
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const minter: Minter = {
    async ask(query) {
      const response = await fetch(`http://127.0.0.1:${port}/token?${query}`);
      return { status: response.status, text: await response.text() };
    },
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
  const deadline = Date.now() + START_MILLISECONDS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await minter.ask("").catch(() => undefined)) return minter;
    await sleep(PAUSE_MILLISECONDS);
  }
  if (child.exitCode === null) await minter.stop();
  throw new Error(`${file} did not start: ${said}`);
}
