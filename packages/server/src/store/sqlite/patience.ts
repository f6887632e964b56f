import { setTimeout as sleep } from "node:timers/promises";
import { isBusy, storageFault } from "./storage-fault.ts";

/** How often a locked database is asked again. The lock is never waited for inside SQLite: that stops the process. */
export const RETRY_MILLISECONDS = 25;

/**
 * Runs `work`, again and again while the database is locked, for at most `deadlineMilliseconds`. Rejects with
 * StoreUnavailable when the storage is at fault; other errors pass through.
 */
export async function withPatience<T>(work: () => T, deadlineMilliseconds: number): Promise<T> {
  const end = performance.now() + deadlineMilliseconds;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw storageFault(error) ?? error;
    }
    await sleep(RETRY_MILLISECONDS);
  }
}
