import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/free-port.ts";
import { listening } from "../support/listening.ts";

const program = createRequire(import.meta.url).resolve("node-media-server/bin/app.js");

/** Opens the server's own API. */
export const nodeMediaServerLogin = { username: "sluice", password: "a-password-of-the-test" } as const;

/** Node-Media-Server, as its command line starts it. */
export interface NodeMediaServer {
  readonly rtmpPort: number;
  readonly stop: () => Promise<void>;
  /** Everything it has printed. */
  readonly logs: () => string;
}

/** Starts the server; `httpPort` is where its API will be, and `hookUrl` what it asks. */
export async function startNodeMediaServer(hookUrl: string, httpPort: number): Promise<NodeMediaServer> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-nms-"));
  const rtmpPort = await freePort();
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify(configuration({ hookUrl, httpPort, rtmpPort })));
  const child = spawn(process.execPath, [program, "-c", file], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  await Promise.all([listening(child, rtmpPort), listening(child, httpPort)]).catch(
    async (error: unknown) => {
      await stop();
      throw new Error(`Node-Media-Server did not start: ${text}`, { cause: error });
    },
  );
  return { rtmpPort, stop, logs: () => text };
}

function configuration(of: { hookUrl: string; httpPort: number; rtmpPort: number }): object {
  return {
    bind: "127.0.0.1",
    notify: { url: of.hookUrl },
    store: { path: "./data", maxHistory: 100 },
    auth: {
      play: false,
      publish: false,
      secret: "unused-here",
      jwt: {
        secret: "",
        expiresIn: "24h",
        algorithm: "HS256",
        users: [{ ...nodeMediaServerLogin, role: "admin" }],
      },
    },
    rtmp: { port: of.rtmpPort },
    http: { port: of.httpPort },
    webadmin: { enable: false },
    record: { auto: false, path: "./record" },
  };
}
