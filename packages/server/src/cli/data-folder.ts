import { createHash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { loadMasterKey, type MasterKey, MasterKeyProblem } from "../keys/master-key.ts";
import { FolderInUse, type FolderLock, lockFolder } from "../lib/folder-lock.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Store } from "../store/store.ts";
import { PlainFailure } from "./plain-failure.ts";

/** A Unix socket's address is at most 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_LIMIT_BYTES = 100;

/** A data folder that this process alone uses. */
export interface DataFolder {
  readonly store: Store;
  readonly masterKey: MasterKey;
  close(): Promise<void>;
}

/** Makes, locks and opens the data folder. Throws PlainFailure when another server has it or it cannot be used. */
export async function openDataFolder(config: Config): Promise<DataFolder> {
  const lock = takeFolder(config.dataDir);
  try {
    const masterKey = loadMasterKey(config.masterKey, config.dataDir);
    const file = join(config.dataDir, "sluice.db");
    const store = await openSqliteStore({ file, durability: config.durability });
    return {
      store,
      masterKey,
      async close() {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    if (error instanceof MasterKeyProblem) throw new PlainFailure(error.message, { cause: error });
    throw new PlainFailure(`The data folder ${config.dataDir} cannot be used: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The socket in the data folder through which its owner commands a running server. */
export function controlSocketPath(dataDir: string): string {
  const path = join(dataDir, "sluice.sock");
  if (Buffer.byteLength(path) <= SOCKET_PATH_LIMIT_BYTES) return path;
  const folder = join(tmpdir(), `sluice-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Fails when somebody else has made the folder: then it is not a place to listen in.
  chmodSync(folder, 0o700);
  return join(folder, "sluice.sock");
}

function takeFolder(dataDir: string): FolderLock {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return lockFolder(dataDir);
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new PlainFailure(
        `Another Sluice server is running on ${dataDir}. Stop it, or choose another folder with --data-dir.`,
      );
    }
    throw new PlainFailure(`The data folder ${dataDir} cannot be used: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
