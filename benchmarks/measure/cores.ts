import { spawnSync } from "node:child_process";
import type { Tools } from "./tools.ts";

const SERVER_CORE = "0";
const CLIENT_CORE = "1";

/** Keeps servers on one core and clients on another, so that neither takes the other's time. */
export interface Cores {
  readonly pinned: boolean;
  /** Moves a server, with all its threads, to the servers' core. */
  takeServer(pid: number): void;
  /** Moves this process, and what it starts from now on, to the clients' core. */
  takeThisProcess(): void;
  /** The command line that starts a server on the servers' core. */
  serverCommand(program: string, args: readonly string[]): readonly [string, readonly string[]];
}

/** Without `taskset` everything runs where the system puts it. */
export function createCores({ taskset }: Tools): Cores {
  const move = (core: string, pid: number): void => {
    if (taskset === undefined) return;
    const { status, stderr } = spawnSync(taskset, ["-a", "-c", "-p", core, String(pid)], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`taskset could not move process ${pid}: ${stderr}`);
  };
  return {
    pinned: taskset !== undefined,
    takeServer: pid => move(SERVER_CORE, pid),
    takeThisProcess: () => move(CLIENT_CORE, process.pid),
    serverCommand: (program, args) =>
      taskset === undefined ? [program, args] : [taskset, ["-c", SERVER_CORE, program, ...args]],
  };
}
