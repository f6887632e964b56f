import type { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "../store.ts";
import { createPatience, type Patience, RETRY_MILLISECONDS, retryDelay } from "./patience.ts";
import { isBusy, storageFault } from "./storage-fault.ts";

/** At most so many operations share one transaction, so that no batch holds the process for long. */
const BATCH_LIMIT = 64;
/**
 * At least so long from one transaction's begin to the next: under load a commit costs more than what it carries, and
 * what comes meanwhile goes along. Whoever finds the queue idle does not wait.
 */
const GROUP_MILLISECONDS = 2;
/** How soon a lock is asked for again, doubled each time: most often the store's own thread has it, while the disk syncs. */
const FIRST_RETRY_MILLISECONDS = 2;
/** More waiting operations than this are turned away at once. */
const QUEUE_LIMIT = 10_000;

/** What an operation may do besides its SQL. */
export interface Transaction {
  /** Registers how to take back a change in memory; called, the last first, when the batch is rolled back. */
  onRollback(undo: () => void): void;
}

/** The one serialisation point of all writes. */
export interface WriteQueue {
  /**
   * Runs the operation, together with others, in one transaction; resolves to its value once that is committed.
   * It may run more than once, and only its last run counts. Rejects with its own error, or with
   * StoreUnavailable, and then it has left no trace and will not run later. With a patience of its own it also does not
   * begin later than that, whatever else keeps the queue busy.
   */
  write<T>(operation: (transaction: Transaction) => T, patience?: Patience): Promise<T>;
  /** Runs what is waiting, as far as the database allows, and rejects the rest and everything to come. */
  close(): void;
}

/** Hears of the queue's work, for metrics. */
export interface WriteObserver {
  /** Called once; `waiting` tells, whenever it is asked, how many operations wait. */
  watch(waiting: () => number): void;
  /** So many operations were committed in one transaction, which took so long. */
  committed(operations: number, seconds: number): void;
  /** So many operations were given up, because the storage was locked, full or broken. */
  gaveUp(operations: number): void;
}

const MILLISECONDS = 1_000;

interface Job {
  /** Runs the operation; what it returns reports the success. */
  readonly run: (transaction: Transaction) => () => void;
  readonly reject: (error: unknown) => void;
  readonly patience: Patience;
  /** True when nobody waits for the operation any longer than its patience. */
  readonly isAwaited: boolean;
  /** True once it was part of a batch that failed: from then on it runs in a transaction of its own. */
  alone: boolean;
}

/**
 * A queue over the writing connection. Operations wait for a lock at most `busyDeadlineMilliseconds`. `afterCommit` is
 * called behind every commit; it never throws and returns at once.
 */
export function createWriteQueue(
  database: DatabaseSync,
  busyDeadlineMilliseconds: number,
  observer?: WriteObserver,
  afterCommit?: () => void,
): WriteQueue {
  let waiting: Job[] = [];
  let scheduled = false;
  let closed = false;
  /** When the last transaction began. */
  let begunAt = Number.NEGATIVE_INFINITY;
  let retryMilliseconds = FIRST_RETRY_MILLISECONDS;
  observer?.watch(() => waiting.length);

  function schedule(delayMilliseconds: number): void {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    const next = () => {
      scheduled = false;
      begunAt = performance.now();
      if (flush() === "done") {
        retryMilliseconds = FIRST_RETRY_MILLISECONDS;
        schedule(0);
        return;
      }
      schedule(Math.min(retryMilliseconds, soonestRetry(waiting)));
      retryMilliseconds *= 2;
    };
    const wait = Math.max(delayMilliseconds, begunAt + GROUP_MILLISECONDS - performance.now());
    if (wait <= 0) setImmediate(next);
    else setTimeout(next, wait);
  }

  function flush(): "done" | "busy" {
    giveUp(({ isAwaited }) => isAwaited);
    const batch = nextBatch(waiting);
    if (batch.length === 0) return "done";
    const begun = performance.now();
    try {
      const succeed = inTransaction(database, transaction => batch.map(job => job.run(transaction)));
      waiting = waiting.slice(batch.length);
      observer?.committed(batch.length, (performance.now() - begun) / MILLISECONDS);
      for (const report of succeed) report();
      afterCommit?.();
    } catch (error) {
      if (isBusy(error)) {
        giveUp(() => true, storageFault(error));
        return "busy";
      }
      failBatch(batch, error);
    }
    return "done";
  }

  /** Takes those operations out of the queue whose patience is over. */
  function giveUp(isMeant: (job: Job) => boolean, known?: StoreUnavailable): void {
    const now = performance.now();
    const overdue = waiting.filter(job => isMeant(job) && job.patience.until <= now);
    if (overdue.length === 0) return;
    waiting = waiting.filter(job => !overdue.includes(job));
    const fault = known ?? new StoreUnavailable("the database was busy for too long");
    for (const job of overdue) job.reject(fault);
    observer?.gaveUp(overdue.length);
  }

  function failBatch(batch: readonly Job[], error: unknown): void {
    const fault = storageFault(error);
    if (!fault && batch.length > 1) {
      for (const job of batch) job.alone = true;
      return;
    }
    waiting = waiting.slice(batch.length);
    for (const job of batch) job.reject(fault ?? error);
    if (fault) observer?.gaveUp(batch.length);
  }

  return {
    write: (operation, patience) =>
      new Promise((resolve, reject) => {
        if (closed) throw new StoreUnavailable("the store is closed");
        if (waiting.length >= QUEUE_LIMIT) throw new StoreUnavailable("too many operations are waiting");
        const run = (transaction: Transaction) => {
          const value = operation(transaction);
          return () => resolve(value);
        };
        waiting.push({
          run,
          reject,
          patience: patience ?? createPatience(busyDeadlineMilliseconds),
          isAwaited: patience !== undefined,
          alone: false,
        });
        schedule(0);
      }),
    close() {
      closed = true;
      while (waiting.length > 0 && flush() === "done") {}
      for (const job of waiting) job.reject(new StoreUnavailable("the store is closed"));
      waiting = [];
    },
  };
}

/** When the first of them would give up, and no later than usual. */
function soonestRetry(waiting: readonly Job[]): number {
  return waiting.reduce(
    (soonest, { patience }) => Math.min(soonest, retryDelay(patience)),
    RETRY_MILLISECONDS,
  );
}

function nextBatch(waiting: readonly Job[]): readonly Job[] {
  if (waiting[0]?.alone) return waiting.slice(0, 1);
  const end = waiting.findIndex(job => job.alone);
  return waiting.slice(0, Math.min(end < 0 ? BATCH_LIMIT : end, BATCH_LIMIT));
}

function inTransaction<T>(database: DatabaseSync, work: (transaction: Transaction) => T): T {
  const undos: (() => void)[] = [];
  // A roll-back that failed earlier, on a broken disk, may have left its transaction open.
  if (database.isTransaction) database.exec("ROLLBACK");
  database.exec("BEGIN IMMEDIATE");
  try {
    const value = work({ onRollback: undo => undos.push(undo) });
    database.exec("COMMIT");
    return value;
  } catch (error) {
    for (const undo of undos.toReversed()) undo();
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
