import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Socket } from "node:net";
import { type Outcome, refuse } from "../../commands/command-problem.ts";
import type { Backup, Maintenance, Restored, RestoreOrder } from "../../commands/maintenance/maintenance.ts";
import type { MasterKey } from "../../keys/master-key.ts";
import { checkOf } from "../../keys/master-key-check.ts";
import type { CopyFacts, CopyFault } from "../../store/restore.ts";
import { StoreUnavailable } from "../../store/store.ts";
import { databaseFile } from "../database-file.ts";
import { freeSpace } from "./free-space.ts";
import { receiveFile } from "./receive-file.ts";
import { runDatabaseJob } from "./run-database-job.ts";
import { removeTemporary, temporaryName } from "./temporary-files.ts";

export interface MaintenanceParts {
  readonly dataDir: string;
  readonly masterKey: MasterKey;
  readonly nowMilliseconds: () => number;
  /** Runs work while nobody uses the database; requests get 503 meanwhile, but for one connection's. */
  readonly withoutDatabase: <T>(work: () => Promise<T>, spared: Socket | undefined) => Promise<T>;
}

/** What is wrong with a file, and what to do about it. */
const faultTexts: Readonly<Record<CopyFault, string>> = {
  damaged: "the file is no backup of Sluice, or it is damaged: nothing was changed",
  newer: "the file was written by a newer version of Sluice: install that version first; nothing was changed",
  "other-master-key":
    "the file belongs to another master key: start the server with the key that it was made under; nothing was changed",
};

const OTHER_HISTORY =
  "the file is no earlier state of this database: what was spent or revoked since is not known here; " +
  "send other_history=true (sluice restore --other-history) to take it as it is";

/** Backup and restore over a data folder that this process holds. */
export function createMaintenance(parts: MaintenanceParts): Maintenance {
  const current = databaseFile(parts.dataDir);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    backup: () => inTurn(() => backup(parts, current)),
    restore: order => restore(parts, current, { order, inTurn }),
  };
}

async function backup(
  { dataDir, nowMilliseconds }: MaintenanceParts,
  current: string,
): Promise<Outcome<Backup>> {
  const takenAtMilliseconds = nowMilliseconds();
  const { size } = await stat(current);
  if (size > (await freeSpace(dataDir))) {
    throw new StoreUnavailable("the disk of the data folder has no room for a copy of the database");
  }
  const target = temporaryName(dataDir, "copy");
  try {
    await runDatabaseJob({ job: "copy", current, target, nowMilliseconds: takenAtMilliseconds });
    const { size: bytes } = await stat(target);
    const content = createReadStream(target);
    content.once("close", () => removeTemporary(target));
    return { done: { takenAtMilliseconds, bytes, content } };
  } catch (error) {
    removeTemporary(target);
    throw error;
  }
}

async function restore(
  parts: MaintenanceParts,
  current: string,
  { order, inTurn }: Restoring,
): Promise<Outcome<Restored>> {
  const copy = temporaryName(parts.dataDir, "restore");
  try {
    // Not in turn: a slow sender holds up nobody.
    if (!(await receiveFile(order.content, copy).catch(asUnavailable))) {
      return refuse("body-too-large", "the disk of the data folder has no room for this file");
    }
    return await inTurn(() => restoreFrom(parts, order, { current, copy }));
  } finally {
    removeTemporary(copy);
  }
}

interface Restoring {
  readonly order: RestoreOrder;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

async function restoreFrom(
  parts: MaintenanceParts,
  order: RestoreOrder,
  files: { readonly current: string; readonly copy: string },
): Promise<Outcome<Restored>> {
  if (!(await order.isStillAllowed())) {
    return refuse("not-permitted", "the API key was withdrawn while the file was on its way");
  }
  const masterKeyCheck = checkOf(parts.masterKey);
  const judged = await runDatabaseJob({ job: "judge", ...files, masterKeyCheck });
  if ("fault" in judged) return refuse("file-unusable", faultTexts[judged.fault]);
  if (judged.relation === "other" && judged.isInUse && !order.otherHistory) {
    return refuse("state-conflict", OTHER_HISTORY);
  }
  const report = await parts.withoutDatabase(() => carryOut(parts, order, judged, files), order.connection);
  const { takenAtMilliseconds, relation } = judged;
  return { done: { ...report, takenAtMilliseconds, isOtherHistory: relation === "other" } };
}

function carryOut(
  { masterKey, nowMilliseconds }: MaintenanceParts,
  { actor }: RestoreOrder,
  { relation, takenAtMilliseconds }: CopyFacts,
  files: { readonly current: string; readonly copy: string },
) {
  return runDatabaseJob({
    job: "restore",
    ...files,
    relation,
    takenAtMilliseconds,
    nowMilliseconds: nowMilliseconds(),
    auditKey: masterKey.derive("audit-head"),
    actor: { organization: actor.organization, id: actor.id, address: actor.ip },
  });
}

/** A disk that fails is told from a sender who breaks off, which nobody is left to hear of. */
function asUnavailable(error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EIO") {
    throw new StoreUnavailable("the disk of the data folder is full or fails", { cause: error });
  }
  throw error;
}
