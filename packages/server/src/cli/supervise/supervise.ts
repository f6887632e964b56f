import type { Config } from "../../config/config.ts";
import { createLog } from "../../telemetry/log.ts";
import { takeInheritedSockets } from "../inherited-sockets.ts";
import { type BoundSocket, bindSocket } from "./bind-socket.ts";
import { startServerProcess } from "./server-process.ts";
import { createSupervisor } from "./supervisor.ts";

/**
 * Opens the listening sockets of a configuration and runs the server beside them: SIGUSR2 puts a new one in its place, one
 * that dies is started again, and connections wait meanwhile. SIGTERM and SIGINT end both. `args` is the server's command
 * line. Resolves to the exit code. Throws PlainFailure for what the operator can mend.
 */
export async function supervise(config: Config, args: readonly string[]): Promise<number> {
  const sockets = await openSockets(config);
  const supervisor = createSupervisor({
    start: () => startServerProcess(args, sockets),
    log: createLog(config.logLevel),
    nowMilliseconds: () => performance.now(),
    after: (milliseconds, call) => void setTimeout(call, milliseconds),
  });
  process.on("SIGUSR2", () => supervisor.restart());
  process.on("SIGHUP", () => supervisor.pass("SIGHUP"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => supervisor.stop(signal));
  return supervisor.run();
}

/** What was handed to this process is handed on; the rest is opened here. */
async function openSockets(config: Config): Promise<readonly BoundSocket[]> {
  const { host, port, adminListen } = config;
  const hasAdminListener = adminListen !== undefined;
  const given = takeInheritedSockets(process.env, { processId: process.pid, hasAdminListener });
  const open = (descriptor: number | undefined, address: { host: string; port: number }) =>
    descriptor === undefined ? bindSocket(address) : { descriptor };
  const main = await open(given.main, { host, port });
  return adminListen ? [main, await open(given.admin, adminListen)] : [main];
}
