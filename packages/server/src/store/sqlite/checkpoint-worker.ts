import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { CheckpointOrder } from "./checkpointer.ts";

// The thread of `createCheckpointer`: a pass for each order, until it is told to close.

/**
 * A log begins anew when all of it has been moved, and under load there is always something that has not. From this length
 * on (pages of 4 KiB) the thread keeps the writer out while it moves the rest, right behind a pass, when that is little:
 * writes wait for it and are tried again, while all that needs no write goes on.
 */
const RENEW_FROM_PAGES = 10_000;
/** How long it waits for the end of a transaction, and of whoever reads an older state while nobody writes. */
const LOCK_MILLISECONDS = 10;

const database = new DatabaseSync(String(workerData), { timeout: LOCK_MILLISECONDS });
// The log is on the disk before its pages go over, and they are before it is written over.
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
const moveCommitted = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
const moveAll = database.prepare("PRAGMA wal_checkpoint(FULL)");

parentPort?.on("message", (order: CheckpointOrder) => {
  if (order === "pass") {
    pass();
    parentPort?.postMessage("passed");
    return;
  }
  database.close();
  parentPort?.close();
});

/** What the storage says against a pass the writer hears at its next commit, and the next pass tries again. */
function pass(): void {
  try {
    const logPages = Number(moveCommitted.get()?.log ?? 0);
    if (logPages < RENEW_FROM_PAGES) return;
    // What came during a long pass goes in a short one, so that little is left to keep the writer out for.
    moveCommitted.get();
    moveAll.get();
  } catch {
    // The log stays as it is, whole.
  }
}
