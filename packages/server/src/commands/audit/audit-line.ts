import type { AuditRow } from "../../store/audit.ts";

/**
 * An entry as one line of an export, with its line end: all that its hashes were made of, so that it can be verified
 * where no database is.
 */
export function auditLine(row: AuditRow): string {
  const line = {
    organization: row.organization,
    number: row.number,
    at_milliseconds: row.atMilliseconds,
    actor: row.actor,
    address: row.address ?? null,
    action: row.action,
    subject: { kind: row.subject.kind, id: row.subject.id },
    user: row.user ?? null,
    details: row.detailsJson ?? null,
    salt: row.salt ?? null,
    details_hash: row.detailsHash,
    previous_hash: row.previousHash,
    hash: row.hash,
    erased_at: row.erasedAtSeconds ?? null,
  };
  return `${JSON.stringify(line)}\n`;
}
