import type { SQLOutputValue } from "node:sqlite";
import type { AuditRow } from "../audit.ts";
import type { Columns, Row } from "./rows.ts";

/** The columns of `audit`. */
export const auditColumns: Columns<AuditRow> = [
  ["organization", row => row.organization],
  ["number", row => row.number],
  ["at_milliseconds", row => row.atMilliseconds],
  ["actor", row => row.actor],
  ["address", row => row.address ?? null],
  ["action", row => row.action],
  ["subject_kind", row => row.subject.kind],
  ["subject_id", row => row.subject.id],
  ["user", row => row.user ?? null],
  ["details_json", row => row.detailsJson ?? null],
  ["salt", row => row.salt ?? null],
  ["details_hash", row => row.detailsHash],
  ["previous_hash", row => row.previousHash],
  ["hash", row => row.hash],
  ["erased_at_seconds", row => row.erasedAtSeconds ?? null],
];

/**
 * The entry in a row. Somebody may have written anything into it: what is of another type than it should be comes out
 * as a value that no hash was made of, so that the check finds it.
 */
export function auditOfRow(row: Row): AuditRow {
  return {
    organization: anyText(row.organization),
    number: Number(row.number),
    atMilliseconds: Number(row.at_milliseconds),
    actor: anyText(row.actor),
    address: optional(row.address, anyText),
    action: anyText(row.action),
    subject: { kind: anyText(row.subject_kind), id: anyText(row.subject_id) },
    user: optional(row.user, anyText),
    detailsJson: optional(row.details_json, anyText),
    salt: optional(row.salt, anyText),
    detailsHash: anyText(row.details_hash),
    previousHash: anyText(row.previous_hash),
    hash: anyText(row.hash),
    erasedAtSeconds: optional(row.erased_at_seconds, Number),
  };
}

function anyText(value: SQLOutputValue | undefined): string {
  return typeof value === "string" ? value : `not a text: ${String(value)}`;
}

function optional<T>(value: SQLOutputValue | undefined, read: (value: SQLOutputValue) => T): T | undefined {
  return value === null || value === undefined ? undefined : read(value);
}
