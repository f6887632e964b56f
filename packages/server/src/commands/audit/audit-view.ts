import type { AuditRecord } from "../../store/audit.ts";

/** An entry of the audit log as people read it. */
export function auditView(record: AuditRecord) {
  return {
    number: record.number,
    at: record.atMilliseconds / 1000,
    actor: record.actor,
    address: record.address ?? null,
    action: record.action,
    subject: record.subject,
    user: record.user ?? null,
    before: record.before ?? null,
    after: record.after ?? null,
    erased_at: record.erasedAtSeconds ?? null,
    hash: record.hash,
  };
}
