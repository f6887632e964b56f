import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The launcher that `npx sluice` runs. */
export const launcher = fileURLToPath(new URL("../../packages/server/bin/sluice.js", import.meta.url));

/** What a command has done. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment but for PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Number of the user who runs it; only the superuser can choose one. */
  readonly uid?: number;
}

/** Runs `sluice` with these arguments to its end, in a process of its own. */
export async function runSluice(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, [launcher, ...args], {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    env: { PATH: process.env.PATH ?? "", ...options.env },
  });
  child.stdin.end(options.stdin ?? "");
  const ended = once(child, "exit");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, out, err };
}
