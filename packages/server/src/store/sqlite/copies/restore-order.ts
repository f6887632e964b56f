import type { AuditEntry } from "../../audit.ts";
import type { RestoreReport } from "../../restore.ts";

/** What a restore needs besides the two databases. */
export interface RestoreOrder {
  readonly nowSeconds: number;
  /** Writes entries behind the chains of the restored database, in the restore's own transaction. */
  readonly appendAudit: (entry: AuditEntry) => void;
  /** The entry that tells an organization of it. */
  readonly entryFor: (organization: string, report: RestoreReport) => AuditEntry;
}
