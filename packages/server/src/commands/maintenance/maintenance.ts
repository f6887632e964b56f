import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { RestoreReport } from "../../store/restore.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";

/** A copy of the database, to be sent. */
export interface Backup {
  readonly takenAtMilliseconds: number;
  readonly bytes: number;
  /** The file; it is removed when this has been read to its end or is given up. */
  readonly content: Readable;
}

/** What is to be restored, and by whom. */
export interface RestoreOrder {
  readonly actor: Actor;
  /** The file's content. */
  readonly content: Readable;
  /** True: the file may be a copy of another database than the one in use. */
  readonly otherHistory: boolean;
  /** The connection that waits for the answer: it is not cut when the others are. */
  readonly connection: Socket | undefined;
  /** Asked when the file has arrived: whoever began to send it may have lost the right since. */
  readonly isStillAllowed: () => Promise<boolean>;
}

/** What a restore has done, and what the file was. */
export interface Restored extends RestoreReport {
  readonly takenAtMilliseconds: number;
  readonly isOtherHistory: boolean;
}

/** Work on the whole database, which whoever holds the data folder does: one thing after the other. */
export interface Maintenance {
  /** Copies the database while it is in use. */
  backup(): Promise<Outcome<Backup>>;
  /**
   * Checks a copy and puts the database back to it. Nothing is touched before the file has proven good. Resolves when
   * the server answers over the restored database; its command's own dependencies are closed by then.
   */
  restore(order: RestoreOrder): Promise<Outcome<Restored>>;
}
