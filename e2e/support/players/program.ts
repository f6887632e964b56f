import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A player program that runs. */
export interface Program {
  /** Its last words on both streams. */
  output(): string;
  /** Writes a line to its standard input. */
  say(line: string): void;
  stop(): Promise<void>;
}

const KEPT_CHARACTERS = 1_500;
const STOP_MILLISECONDS = 3_000;

/** How a program runs when not simply as this process would. */
export interface ProgramOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** With it the program hears what `say` writes; without, its standard input is empty. */
  readonly hasConsole?: boolean;
}

/** Starts a program; `onLine` hears each line of its standard output. */
export function startProgram(
  path: string,
  commandLine: readonly string[],
  onLine: (line: string) => void = () => {},
  { hasConsole = false, ...options }: ProgramOptions = {},
): Program {
  const child = spawn(path, commandLine, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  // Who has ended hears nothing more.
  child.stdin.on("error", () => {});
  if (!hasConsole) child.stdin.end();
  createInterface({ input: child.stdout }).on("line", onLine);
  const ended = once(child, "exit");
  let kept = "";
  const keep = (text: string): void => {
    kept = (kept + text).slice(-KEPT_CHARACTERS);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  void ended.then(([code, signal]) => keep(`\n(ended: ${code ?? signal})`));
  return {
    output: () => kept,
    say: line => void child.stdin.write(`${line}\n`),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_MILLISECONDS);
      await ended;
      clearTimeout(impatience);
    },
  };
}
