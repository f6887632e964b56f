import type { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";

/** What the thread is told. */
export type CheckpointOrder = "pass" | "close";

/**
 * Moves what was committed from the log into the database in a thread of its own: that ends with two syncs of the disk,
 * which would stop the process for some milliseconds every few dozen commits.
 */
export interface Checkpointer {
  /** To be called after each commit. */
  committed(): void;
  /** Stops the thread; resolves when its connection is closed, so that the writer's can be the last. */
  close(): Promise<void>;
}

/** So many commits move at a time, about as many pages as the writer would move itself. */
const COMMITS_PER_PASS = 32;
/** From the end of one pass to the next. */
const SPACING_MILLISECONDS = 100;
/** What the writer lets the log grow to if the thread does not keep up. */
const SAFETY_PAGES = 14_000;

/**
 * Starts its thread when there is something to move: most stores that are opened write little. As long as no thread is
 * at work, and when it is lost, the writer moves its pages itself, as it is configured to.
 */
export function createCheckpointer(
  writer: DatabaseSync,
  file: string,
  startThread: (file: string) => Worker = startWorker,
): Checkpointer {
  const ownPages = Number(writer.prepare("PRAGMA wal_autocheckpoint").get()?.wal_autocheckpoint);
  let thread: Worker | undefined;
  let commits = 0;
  /** A pass is under way, or was a moment ago. */
  let isResting = false;
  let isOver = false;
  let closing: Promise<void> | undefined;

  const keepPages = (pages: number): void => {
    if (writer.isOpen) writer.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
  };
  const lose = (): void => {
    isOver = true;
    keepPages(ownPages);
  };
  const start = (): Worker => {
    const started = startThread(file);
    started.unref();
    started.once("online", () => keepPages(SAFETY_PAGES));
    started.on("message", heard);
    started.on("error", lose);
    started.once("exit", lose);
    return started;
  };
  function heard(): void {
    if (isOver) return;
    setTimeout(() => {
      isResting = false;
      passWhenDue();
    }, SPACING_MILLISECONDS).unref();
  }
  function passWhenDue(): void {
    if (isOver || isResting || commits < COMMITS_PER_PASS) return;
    isResting = true;
    commits = 0;
    try {
      thread ??= start();
      thread.postMessage("pass" satisfies CheckpointOrder);
    } catch {
      // No thread is to be had, and what has just been committed must not suffer from it.
      lose();
    }
  }

  const stop = async (): Promise<void> => {
    const running = isOver ? undefined : thread;
    isOver = true;
    if (!running) return;
    const gone = new Promise(resolve => running.once("exit", resolve));
    running.ref();
    running.postMessage("close" satisfies CheckpointOrder);
    await gone;
  };

  return {
    committed() {
      commits += 1;
      passWhenDue();
    },
    close() {
      closing ??= stop();
      return closing;
    },
  };
}

/** Throws where the system allows no more threads. */
function startWorker(file: string): Worker {
  return new Worker(new URL("./checkpoint-worker.ts", import.meta.url), { workerData: file });
}
