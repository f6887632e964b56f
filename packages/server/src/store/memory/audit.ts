import type { AuditEntry, AuditQuery, AuditRecord } from "../audit.ts";
import { CHAIN_START, chainEntry } from "../audit-chain.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { MemoryState } from "./state.ts";

/** Puts an entry behind its organization's last one. */
export function appendAudit(state: MemoryState, entry: AuditEntry): void {
  const chain = state.audit.get(entry.organization) ?? [];
  const { record } = chainEntry(entry, chain.at(-1) ?? { number: 0, hash: CHAIN_START });
  state.audit.set(entry.organization, [...chain, record]);
}

/** An organization's entries, the last first. */
export function listAudit(state: MemoryState, query: AuditQuery): Page<AuditRecord> {
  const before = query.cursor === undefined ? Number.POSITIVE_INFINITY : decodeCursor(query.cursor, 1)[0];
  const matching = (state.audit.get(query.organization) ?? []).filter(
    record =>
      record.number < (before ?? 0) &&
      (query.actor === undefined || record.actor === query.actor) &&
      (query.action === undefined || record.action === query.action) &&
      (query.subject === undefined || record.subject.id === query.subject) &&
      (query.since === undefined || record.atMilliseconds >= query.since * 1000),
  );
  const items = matching.toReversed().slice(0, query.limit);
  const last = items.at(-1);
  return { items, next: last && matching.length > items.length ? encodeCursor([last.number]) : undefined };
}
