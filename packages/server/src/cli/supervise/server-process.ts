import { spawn } from "node:child_process";
import type { BoundSocket } from "./bind-socket.ts";

/** After a hand-over a server has so long to end in good order. */
const END_MILLISECONDS = 10_000;

/** What a server tells whoever supervises it, and the one thing that it is told. */
export const LOADED = "loaded";
export const READY = "ready";
export const HAND_OVER = "hand-over";

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server in a process of its own, on sockets that it was handed. */
export interface ServerProcess {
  readonly pid: number | undefined;
  /** Its configuration and code are in order; it waits for the data folder. Never settles when that does not happen. */
  readonly loaded: Promise<void>;
  /** It answers. Never settles when that does not happen. */
  readonly ready: Promise<void>;
  readonly ended: Promise<ProcessEnd>;
  signal(signal: NodeJS.Signals): void;
  /** Has it finish what is under way and end, so that another one takes its place; in 10 s at the latest. */
  handOver(): void;
}

/**
 * Starts a server. `args` is the command line behind the program's name. It ends when this process does, as it would behind
 * the launcher (bin/sluice.js), whose variable says so.
 */
export function startServerProcess(args: readonly string[], sockets: readonly BoundSocket[]): ServerProcess {
  const self = String(process.pid);
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: ["inherit", "inherit", "inherit", ...sockets.map(({ descriptor }) => descriptor), "ipc"],
    env: {
      ...process.env,
      _SLUICE_LAUNCHER_PID: self,
      LISTEN_PID: self,
      LISTEN_FDS: String(sockets.length),
    },
  });
  const says = (word: string) =>
    new Promise<void>(resolve => {
      child.on("message", message => {
        if (message === word) resolve();
      });
    });
  const ended = new Promise<ProcessEnd>(resolve => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => child.pid === undefined && resolve({ code: 1, signal: null }));
  });
  return {
    pid: child.pid,
    loaded: says(LOADED),
    ready: says(READY),
    ended,
    signal: signal => void child.kill(signal),
    handOver() {
      // It may have ended just now: then there is nobody to tell.
      if (child.connected) child.send(HAND_OVER, () => undefined);
      const timer = setTimeout(() => child.kill("SIGKILL"), END_MILLISECONDS);
      void ended.then(() => clearTimeout(timer));
    },
  };
}
