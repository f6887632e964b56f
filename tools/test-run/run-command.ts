import { type ChildProcess, spawn } from "node:child_process";

/** A command line and where it runs. */
export interface Command {
  readonly words: readonly [program: string, ...args: string[]];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How a command ended. `output` is empty for commands that wrote to the screen themselves. */
export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

const running = new Set<ChildProcess>();

/** Runs a command on this screen. */
export function runOnScreen(command: Command): Promise<CommandResult> {
  return finish(start(command, "inherit"));
}

/** Runs a command and keeps what it writes, both streams in order of arrival. */
export function runQuietly(command: Command): Promise<CommandResult> {
  return finish(start(command, "pipe"));
}

/** Passes a signal on to every command that still runs. */
export function signalRunning(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

function start({ words: [program, ...args], folder, environment }: Command, output: "inherit" | "pipe") {
  return spawn(program, args, { cwd: folder, env: environment, stdio: ["ignore", output, output] });
}

function finish(child: ChildProcess): Promise<CommandResult> {
  const startedMs = performance.now();
  const chunks: string[] = [];
  running.add(child);
  child.stdout?.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  return new Promise(resolve => {
    const end = (ok: boolean) => {
      running.delete(child);
      resolve({ ok, output: chunks.join(""), seconds: (performance.now() - startedMs) / 1_000 });
    };
    child.on("error", fault => {
      chunks.push(`${fault.message}\n`);
      end(false);
    });
    child.on("close", status => end(status === 0));
  });
}
