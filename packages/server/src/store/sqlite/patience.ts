import { setTimeout as sleep } from "node:timers/promises";
import { isBusy, storageFault } from "./storage-fault.ts";

/** How often a locked database is asked again. The lock is never waited for inside SQLite: that stops the process. */
export const RETRY_MILLISECONDS = 25;

/** Until when an operation waits for a lock. */
export interface Patience {
  /** By the clock of `performance.now()`, milliseconds. */
  readonly until: number;
}

/** Patience for so many milliseconds from now. */
export function createPatience(milliseconds: number): Patience {
  return { until: performance.now() + milliseconds };
}

/** When a locked database is asked again, milliseconds from now: no later than the patience lasts. */
export function retryDelay({ until }: Patience): number {
  return Math.max(1, Math.min(RETRY_MILLISECONDS, until - performance.now()));
}

/**
 * Runs `work`, again and again while the database is locked, as long as the patience lasts. Rejects with
 * StoreUnavailable when the storage is at fault; other errors pass through.
 */
export async function withPatience<T>(work: () => T, patience: Patience): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= patience.until) throw storageFault(error) ?? error;
    }
    await sleep(retryDelay(patience));
  }
}
