import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { CheckpointOrder, CheckpointPass } from "./checkpointer.ts";

// The thread of `createCheckpointer`: a pass for each order, until it is told to close.

const database = new DatabaseSync(String(workerData), { timeout: 0 });
// The log is on the disk before its pages go over, and they are before it is written over.
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");

parentPort?.on("message", (order: CheckpointOrder) => {
  if (order === "pass") {
    parentPort?.postMessage(pass());
    return;
  }
  database.close();
  parentPort?.close();
});

/** What the storage says against a pass the writer hears at its next commit, and the next pass tries again. */
function pass(): CheckpointPass {
  try {
    return { logPages: Number(checkpoint.get()?.log ?? 0) };
  } catch {
    return { logPages: 0 };
  }
}
