import { existsSync, statSync } from "node:fs";
import { createConnection } from "node:net";
import { resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { FolderInUse } from "../../lib/folder-lock.ts";
import { controlSocketPath, isPrivateFolder } from "../control-socket-path.ts";
import { databaseFile } from "../database-file.ts";
import { pathText } from "../output/path-text.ts";
import { PlainFailure } from "../plain-failure.ts";
import { ConfigurationUnusable, readConfig } from "../read-config.ts";
import type { Connection } from "./connection.ts";
import { connectToSocket, connectToUrl } from "./http.ts";

/** A server that is just starting has its folder a little before its socket, and other commands have it for a second or two each. */
const PATIENCE_MILLISECONDS = 15_000;

/** Which server a command is for. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly key?: string;
  readonly dataDir?: string;
  readonly config?: string;
}

/**
 * Finds the way to the server: its URL when one is given (`--url`, or SLUICE_URL unless a flag names a folder),
 * else the control socket in the data folder, else the folder itself when no server runs on it. Makes no folder.
 * Throws PlainFailure when there is no way.
 */
export async function connect(
  flags: ConnectionFlags,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Connection> {
  const namesFolder = flags.dataDir !== undefined || flags.config !== undefined;
  if (namesFolder && flags.url !== undefined) {
    throw new PlainFailure("Give --url or a data folder, not both.");
  }
  const url = flags.url ?? (namesFolder ? undefined : env.SLUICE_URL?.trim() || undefined);
  if (url !== undefined) return connectToUrl(url, flags.key ?? (env.SLUICE_API_KEY?.trim() || undefined));
  if (flags.key !== undefined) {
    throw new PlainFailure("--key goes with --url; a server's data folder needs no key.");
  }
  const { dataDir, config } = flags;
  try {
    return await connectLocally(readConfig({ dataDir, config }).config);
  } catch (error) {
    if (!(error instanceof ConfigurationUnusable)) throw error;
    return connectWithout(error, dataDir ?? env.SLUICE_DATA_DIR?.trim());
  }
}

/** A file that somebody is editing must keep nobody from stopping a viewer: where the folder is named, it is not needed. */
async function connectWithout(problem: ConfigurationUnusable, named = ""): Promise<Connection> {
  if (named === "") {
    const hint = "A server that runs is reached all the same: name its folder with --data-dir.";
    throw new PlainFailure(`${problem.message}\n${hint}`, { cause: problem });
  }
  const dataDir = resolve(named);
  const running = existsSync(dataDir) ? await connectToRunning(dataDir) : undefined;
  if (running === undefined) throw problem;
  return running;
}

/** The server that runs on a folder, by its control socket; undefined when none listens there. */
async function connectToRunning(dataDir: string): Promise<Connection | undefined> {
  const folder = pathText(dataDir);
  const path = controlSocketPath(dataDir);
  if (!isPrivateFolder(path, dataDir) || !(await listens(path, folder))) return undefined;
  return connectToSocket(path, `the server on ${folder}`);
}

async function connectLocally(config: Config): Promise<Connection> {
  const folder = pathText(config.dataDir);
  requireData(config.dataDir, folder);
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const running = await connectToRunning(config.dataDir);
    if (running) return running;
    try {
      // Only here is the whole server needed.
      const { connectToFolder } = await import("./folder.ts");
      return await connectToFolder(config, folder);
    } catch (error) {
      if (!(error instanceof PlainFailure && error.cause instanceof FolderInUse)) throw error;
      if (performance.now() > deadline) throw unreachable(folder, error);
    }
  }
}

function requireData(dataDir: string, folder: string): void {
  try {
    statSync(databaseFile(dataDir));
  } catch (error) {
    if (isForbidden(error)) throw forbidden(folder);
    const what = existsSync(dataDir) ? "holds no data of Sluice" : "does not exist";
    throw new PlainFailure(
      `No server runs on ${folder} and the folder ${what}; start one with npm start, or name another with --data-dir or --url.`,
    );
  }
}

/** Whether a server accepts connections at a socket. Throws PlainFailure when this user may not ask. */
function listens(path: string, folder: string): Promise<boolean> {
  return new Promise((answer, reject) => {
    const socket = createConnection({ path });
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", error => (isForbidden(error) ? reject(forbidden(folder)) : answer(false)));
  });
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM");
}

function forbidden(folder: string): PlainFailure {
  return new PlainFailure(
    `The data folder ${folder} belongs to another user: run this command as that user, or set SLUICE_URL and SLUICE_API_KEY.`,
  );
}

function unreachable(folder: string, cause: Error): PlainFailure {
  return new PlainFailure(
    `A server runs on ${folder} and does not answer on its control socket: set SLUICE_URL and SLUICE_API_KEY to reach it.`,
    { cause },
  );
}
