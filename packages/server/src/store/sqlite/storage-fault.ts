import { StoreUnavailable } from "../store.ts";

const BUSY = 5;
const LOCKED = 6;

/** Result codes that say the storage is at fault and not the operation (sqlite.org/rescode.html). */
const FAULTS = new Map<number, string>([
  [BUSY, "the database is locked by another process"],
  [LOCKED, "the database is locked"],
  [3, "the database may not be accessed"],
  [7, "there is no memory left for the database"],
  [8, "the database is read-only"],
  [10, "reading or writing the database failed"],
  [11, "the database is damaged"],
  [13, "the disk of the database is full"],
  [14, "the database file cannot be opened"],
  [15, "the locks of the database do not work here"],
  [26, "the file is not a database"],
]);

/** True when another connection holds the lock that was asked for: the same call may succeed later. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** The error as StoreUnavailable when the storage is at fault; undefined when the operation itself is. */
export function storageFault(error: unknown): StoreUnavailable | undefined {
  if (error instanceof StoreUnavailable) return error;
  const text = FAULTS.get(resultCode(error) ?? 0);
  return text === undefined ? undefined : new StoreUnavailable(text, { cause: error });
}

/** The primary result code of an error of node:sqlite; the higher bits tell the variant. Undefined for other errors. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number")
    return undefined;
  return error.errcode & 0xff;
}
