import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { AuditEntry, AuditQuery, AuditRecord } from "../audit.ts";
import { CHAIN_START, chainEntry } from "../audit-chain.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import { number, optionalNumber, optionalText, type Row, text } from "./rows.ts";

/** Prepares the writing of one entry behind its organization's last one. Runs inside the change's transaction. */
export function prepareAppendAudit(database: DatabaseSync): (entry: AuditEntry) => void {
  const head = database.prepare("SELECT number, hash FROM audit_heads WHERE organization = ?");
  const insert = database.prepare(`INSERT INTO audit VALUES (${Array(15).fill("?").join(", ")})`);
  const moveHead = database.prepare(`INSERT INTO audit_heads (organization, number, hash) VALUES (?, ?, ?)
    ON CONFLICT (organization) DO UPDATE SET number = excluded.number, hash = excluded.hash, seal = NULL`);
  return entry => {
    const row = head.get(entry.organization);
    const last = row
      ? { number: number(row, "number"), hash: text(row, "hash") }
      : { number: 0, hash: CHAIN_START };
    const { record, details } = chainEntry(entry, last);
    insert.run(
      record.organization,
      record.number,
      record.atMilliseconds,
      record.actor,
      record.address ?? null,
      record.action,
      record.subject.kind,
      record.subject.id,
      record.user ?? null,
      details.detailsJson,
      details.salt,
      record.detailsHash,
      record.previousHash,
      record.hash,
      null,
    );
    moveHead.run(record.organization, record.number, record.hash);
  };
}

/** Prepares the list of an organization's entries, the last first. */
export function prepareListAudit(database: DatabaseSync): (query: AuditQuery) => Page<AuditRecord> {
  return query => {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, 1)[0];
    const filters: readonly (readonly [sql: string, value: SQLInputValue | undefined])[] = [
      ["organization = ?", query.organization],
      ["actor = ?", query.actor],
      ["action = ?", query.action],
      ["subject_id = ?", query.subject],
      ["at_milliseconds >= ?", query.since === undefined ? undefined : query.since * 1000],
      ["number < ?", after],
    ];
    const given = filters.flatMap(([sql, value]) => (value === undefined ? [] : [[sql, value] as const]));
    const rows = database
      .prepare(
        `SELECT * FROM audit WHERE ${given.map(([sql]) => sql).join(" AND ")} ORDER BY number DESC LIMIT ?`,
      )
      .all(...given.map(([, value]) => value), query.limit + 1);
    const items = rows.slice(0, query.limit).map(auditOfRow);
    const last = items.at(-1);
    return { items, next: last && rows.length > items.length ? encodeCursor([last.number]) : undefined };
  };
}

/** The entry in a row; erased details are absent. */
export function auditOfRow(row: Row): AuditRecord {
  const json = optionalText(row, "details_json");
  const details: { before?: unknown; after?: unknown } = json === undefined ? {} : JSON.parse(json);
  return {
    organization: text(row, "organization"),
    number: number(row, "number"),
    atMilliseconds: number(row, "at_milliseconds"),
    actor: text(row, "actor"),
    address: optionalText(row, "address"),
    action: text(row, "action"),
    subject: { kind: text(row, "subject_kind"), id: text(row, "subject_id") },
    user: optionalText(row, "user"),
    before: details.before ?? undefined,
    after: details.after ?? undefined,
    previousHash: text(row, "previous_hash"),
    hash: text(row, "hash"),
    detailsHash: text(row, "details_hash"),
    erasedAtSeconds: optionalNumber(row, "erased_at_seconds"),
  };
}
