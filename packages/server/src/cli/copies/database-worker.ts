import { parentPort, workerData } from "node:worker_threads";
import { createAuditSeal } from "../../keys/audit-seal.ts";
import type { AuditEntry } from "../../store/audit.ts";
import type { RestoreReport } from "../../store/restore.ts";
import { prepareAuditWrites } from "../../store/sqlite/audit-append.ts";
import { copyDatabase } from "../../store/sqlite/copies/copy-database.ts";
import { judgeCopy } from "../../store/sqlite/copies/judge-copy.ts";
import { restoreCopy } from "../../store/sqlite/copies/restore-copy.ts";
import { takeBack } from "../../store/sqlite/copies/take-back.ts";
import { takeOver } from "../../store/sqlite/copies/take-over.ts";
import { storageFault } from "../../store/sqlite/storage-fault.ts";
import type { DatabaseJob } from "./database-job.ts";

// The thread of `runDatabaseJob`: one job, one message, the end.

type RestoreJob = Extract<DatabaseJob, { job: "restore" }>;

const job = workerData as DatabaseJob;
try {
  parentPort?.postMessage({ answer: await carryOut(job) });
} catch (error) {
  const fault = storageFault(error);
  if (!fault) throw error;
  parentPort?.postMessage({ unavailable: fault.message });
}

function carryOut(order: DatabaseJob): unknown {
  switch (order.job) {
    case "copy":
      return copyDatabase(order.current, order.target, order.nowMilliseconds);
    case "judge":
      return judgeCopy({ file: order.copy, current: order.current, masterKeyCheck: order.masterKeyCheck });
    case "restore":
      return restore(order);
  }
}

function restore(order: RestoreJob): RestoreReport {
  const { relation, nowMilliseconds } = order;
  return restoreCopy(order, database => {
    const audit = prepareAuditWrites(database, createAuditSeal(order.auditKey));
    const takes = relation === "past" ? takeBack : takeOver;
    return takes(database, {
      nowSeconds: Math.floor(nowMilliseconds / 1000),
      appendAudit: audit.append,
      entryFor: (organization, report) => entryFor(order, organization, report),
    });
  });
}

/** Who ordered it is told to its own organization alone. */
function entryFor(order: RestoreJob, organization: string, report: RestoreReport): AuditEntry {
  const { actor, relation, takenAtMilliseconds, nowMilliseconds } = order;
  const isOwn = organization === actor.organization;
  return {
    organization,
    actor: isOwn ? actor.id : "system",
    address: isOwn ? actor.address : undefined,
    action: "server.restore",
    subject: { kind: "server", id: "database" },
    user: undefined,
    before: undefined,
    after: {
      taken_at: Math.floor(takenAtMilliseconds / 1000),
      other_history: relation === "other",
      ...(isOwn ? { tokens_withdrawn: report.tokensWithdrawn, sessions_ended: report.sessionsEnded } : {}),
    },
    atMilliseconds: nowMilliseconds,
  };
}
