import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type BoundSocket, bindSocket } from "../../packages/server/src/cli/supervise/bind-socket.ts";
import { launcher } from "../cli/run-sluice.ts";
import { ADMIN_KEY } from "../support/sluice.ts";

const START_MILLISECONDS = 120_000;

/** A parent that opens the listening sockets and keeps them, as systemd does. */
export interface SocketParent {
  /** Starts a server on the sockets; resolves once it says that it is ready. */
  start(): Promise<ChildProcess>;
  /** Everything that the servers have printed. */
  output(): string;
}

/** Opens sockets on ports of 127.0.0.1. `dataDir`, `env` and `nodeFlags` are the servers'. */
export async function openSocketParent(
  ports: readonly number[],
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  nodeFlags: readonly string[] = [],
): Promise<SocketParent> {
  const sockets: BoundSocket[] = [];
  for (const port of ports) sockets.push(await bindSocket({ host: "127.0.0.1", port }));
  let text = "";
  return {
    output: () => text,
    async start() {
      const from = text.length;
      const command = [process.execPath, ...nodeFlags, launcher, "start"];
      // systemd, too, knows the process's id only when it is there.
      const child = spawn("sh", ["-c", 'LISTEN_PID=$$ exec "$@"', "sh", ...command], {
        stdio: ["ignore", "pipe", "pipe", ...sockets.map(({ descriptor }) => descriptor)],
        env: {
          PATH: process.env.PATH ?? "",
          SLUICE_ADMIN_KEY: ADMIN_KEY,
          SLUICE_DATA_DIR: dataDir,
          LISTEN_FDS: String(sockets.length),
          ...env,
        },
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
      }
      const deadline = Date.now() + START_MILLISECONDS;
      while (!text.slice(from).includes("is ready at")) {
        if (child.exitCode !== null || Date.now() > deadline)
          throw new Error(`the server did not start:\n${text}`);
        await sleep(20);
      }
      return child;
    },
  };
}

/** Ends a process by a signal and waits for it. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
