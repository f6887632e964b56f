import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../http/free-port.ts";
import type { Cores } from "../measure/cores.ts";

const program = fileURLToPath(new URL("bare-server.ts", import.meta.url));

/** A running server that decides nothing. */
export interface BareServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts it on the servers' core and waits until it listens. */
export async function startBareServer(cores: Cores): Promise<BareServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [program, String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  cores.takeServer(child.pid ?? 0);
  return {
    port,
    async stop() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}
