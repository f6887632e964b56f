import type { AuditStore } from "../../store/audit.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { Outcome } from "../command-problem.ts";
import type { Backup, Maintenance } from "./maintenance.ts";

/** Copies the database for an operator of the machine; the audit log tells who has one. */
export async function backUp(
  dependencies: {
    readonly maintenance: Maintenance;
    readonly store: AuditStore;
    readonly nowMilliseconds: () => number;
  },
  actor: Actor,
): Promise<Outcome<Backup>> {
  const outcome = await dependencies.maintenance.backup();
  if ("problem" in outcome) return outcome;
  const { bytes, content } = outcome.done;
  try {
    const change = { action: "server.backup", subject: { kind: "server", id: "database" }, after: { bytes } };
    await dependencies.store.appendAudit(auditEntry(actor, dependencies.nowMilliseconds(), change));
  } catch (error) {
    content.destroy();
    throw error;
  }
  return outcome;
}
