import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { StoreUnavailable } from "../../store/store.ts";
import type { DatabaseJob, DatabaseJobAnswers } from "./database-job.ts";

/** What the worker says at its end. */
export type JobMessage<K extends DatabaseJob["job"]> =
  | { readonly answer: DatabaseJobAnswers[K] }
  /** The disk or the database's file is at fault. */
  | { readonly unavailable: string };

/**
 * Does a job in a thread of its own, so that requests go on being answered. Rejects with StoreUnavailable when the disk
 * or the file is at fault, and then nothing was changed.
 */
export async function runDatabaseJob<J extends DatabaseJob>(job: J): Promise<DatabaseJobAnswers[J["job"]]> {
  const worker = new Worker(new URL("./database-worker.ts", import.meta.url), { workerData: job });
  const [message] = (await once(worker, "message")) as [JobMessage<J["job"]>];
  await worker.terminate();
  if ("unavailable" in message) throw new StoreUnavailable(message.unavailable);
  return message.answer;
}
