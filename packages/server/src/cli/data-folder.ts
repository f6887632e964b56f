import { accessSync, constants } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config/config.ts";
import { createAuditSeal } from "../keys/audit-seal.ts";
import { loadMasterKey, type MasterKey, MasterKeyProblem } from "../keys/master-key.ts";
import { FolderInUse, type FolderLock, lockFolder } from "../lib/folder-lock.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Store } from "../store/store.ts";
import { createStoreMetrics, type StoreMetrics } from "../telemetry/metrics/store-metrics.ts";
import { removeLeftovers } from "./copies/temporary-files.ts";
import { databaseFile } from "./database-file.ts";
import { makeFolder } from "./make-folder.ts";
import { PlainFailure } from "./plain-failure.ts";
import { systemFault } from "./system-fault.ts";

/** A command on a folder without a server holds the lock for a moment; a server holds it for good. */
const LOCK_PATIENCE_MILLISECONDS = 1_000;
const LOCK_RETRY_MILLISECONDS = 50;

/** A data folder that this process alone uses. */
export interface DataFolder {
  /** The store as it is now; `withoutStore` puts another one in its place. */
  readonly store: Store;
  /** They hear of the store's writes from the first on. */
  readonly storeMetrics: StoreMetrics;
  readonly masterKey: MasterKey;
  /** Closes the store, does the work on its file, and opens it again whatever has become of the work. */
  withoutStore<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Makes, locks and opens the data folder. Throws PlainFailure when it cannot be used; its cause is FolderInUse
 * when another process still has the folder after `patienceMilliseconds`, a second unless it is said otherwise.
 */
export async function openDataFolder(
  config: Config,
  patienceMilliseconds = LOCK_PATIENCE_MILLISECONDS,
): Promise<DataFolder> {
  const lock = await takeFolder(config.dataDir, patienceMilliseconds);
  try {
    const masterKey = loadMasterKey(config.masterKey, config.dataDir);
    const storeMetrics = createStoreMetrics();
    removeLeftovers(config.dataDir);
    const open = (): Promise<Store> =>
      openSqliteStore({
        file: databaseFile(config.dataDir),
        durability: config.durability,
        sealAudit: createAuditSeal(masterKey.derive("audit-head")),
        observer: storeMetrics,
      });
    let store = await open();
    return {
      get store() {
        return store;
      },
      storeMetrics,
      masterKey,
      async withoutStore(work) {
        await store.close();
        try {
          return await work();
        } finally {
          store = await open();
        }
      },
      async close() {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    if (error instanceof MasterKeyProblem) throw new PlainFailure(error.message, { cause: error });
    throw unusable(config.dataDir, error);
  }
}

async function takeFolder(dataDir: string, patienceMilliseconds: number): Promise<FolderLock> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      makeFolder(dataDir);
      accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
      return lockFolder(dataDir);
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw unusable(dataDir, error);
      if (performance.now() >= deadline) throw inUse(dataDir, error);
    }
    await sleep(LOCK_RETRY_MILLISECONDS);
  }
}

function inUse(dataDir: string, cause: FolderInUse): PlainFailure {
  const sentence = `Another Sluice server is running on ${dataDir}. Stop it, or choose another folder with --data-dir.`;
  return new PlainFailure(sentence, { cause });
}

function unusable(dataDir: string, cause: unknown): PlainFailure {
  return new PlainFailure(`The data folder ${dataDir} cannot be used: ${systemFault(cause)}.`, { cause });
}
