import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "../../../store/sqlite/storage-fault.ts";

const RETRY_MILLISECONDS = 100;

/** Whether a process has the data folder. Looks at the lock and takes none. Throws when it may not be looked at. */
export function isFolderHeld(dataDir: string): boolean {
  const file = join(dataDir, "server.lock");
  if (!existsSync(file)) return false;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    database.prepare("SELECT count(*) FROM sqlite_master").get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
}

/** The same, for longer than the moment that a command on a folder without a server has it. */
export async function isFolderHeldForGood(dataDir: string, patienceMilliseconds: number): Promise<boolean> {
  const end = performance.now() + patienceMilliseconds;
  while (isFolderHeld(dataDir)) {
    if (performance.now() >= end) return true;
    await sleep(RETRY_MILLISECONDS);
  }
  return false;
}
