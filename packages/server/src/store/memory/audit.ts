import type {
  AuditEnd,
  AuditEntry,
  AuditHead,
  AuditQuery,
  AuditRecord,
  AuditRow,
  SealAudit,
} from "../audit.ts";
import { type ChainEnd, nextPlace, sealOf } from "../audit-append.ts";
import { chainEntry, recordOf } from "../audit-chain.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { MemoryState } from "./state.ts";

/** Puts an entry behind its organization's last one. */
export function appendAudit(state: MemoryState, entry: AuditEntry, sealAudit: SealAudit | undefined): void {
  const { head, isSound } = nextPlace(entry.organization, endOf(state, entry.organization), sealAudit);
  put(state, entry, head, isSound ? sealAudit : undefined);
}

/** Seals every chain anew, behind an entry that says so. */
export function resealAudit(
  state: MemoryState,
  entryOf: (organization: string) => AuditEntry,
  sealAudit: SealAudit | undefined,
): void {
  for (const organization of [...state.audit.keys()]) {
    const { head } = nextPlace(organization, endOf(state, organization), sealAudit);
    put(state, entryOf(organization), head, sealAudit);
  }
}

/** An organization's entries, the last first. */
export function listAudit(state: MemoryState, query: AuditQuery): Page<AuditRecord> {
  const before = query.cursor === undefined ? Number.POSITIVE_INFINITY : decodeCursor(query.cursor, 1)[0];
  const isWanted = <T>(wanted: T | undefined, value: T) => wanted === undefined || wanted === value;
  const matching = auditRows(state, query.organization, 0, Number.POSITIVE_INFINITY).filter(
    row =>
      row.number < (before ?? 0) &&
      isWanted(query.actor, row.actor) &&
      isWanted(query.action, row.action) &&
      isWanted(query.subject, row.subject.id) &&
      isWanted(query.user, row.user) &&
      row.atMilliseconds >= (query.since ?? 0) * 1000 &&
      row.atMilliseconds < (query.until ?? Number.POSITIVE_INFINITY) * 1000,
  );
  const items = matching.toReversed().slice(0, query.limit).map(recordOf);
  const last = items.at(-1);
  return { items, next: last && matching.length > items.length ? encodeCursor([last.number]) : undefined };
}

/** At most `limit` entries behind `after`, the first made first. */
export function auditRows(
  state: MemoryState,
  organization: string,
  after: number,
  limit: number,
): readonly AuditRow[] {
  return (state.audit.get(organization) ?? []).filter(({ number }) => number > after).slice(0, limit);
}

export function auditEnd(
  state: MemoryState,
  organization: string,
  sealAudit: SealAudit | undefined,
): AuditEnd {
  const { noted, last } = endOf(state, organization);
  return {
    head: noted && { number: noted.number, hash: noted.hash },
    seal: sealOf(organization, noted, sealAudit),
    lastNumber: last?.number ?? 0,
  };
}

/** Erases what the entries say of a viewer; see the SQLite form of it. */
export function eraseAuditDetails(
  state: MemoryState,
  organization: string,
  user: string,
  nowSeconds: number,
): readonly number[] {
  const rows = state.audit.get(organization) ?? [];
  const nothing = { user: undefined, detailsJson: undefined, salt: undefined };
  const erased = rows.map(row =>
    row.user === user ? { ...row, ...nothing, erasedAtSeconds: nowSeconds } : row,
  );
  state.audit.set(organization, erased);
  return rows.flatMap(row => (row.user === user ? [row.number] : []));
}

function endOf(state: MemoryState, organization: string): ChainEnd {
  return { noted: state.auditHeads.get(organization), last: state.audit.get(organization)?.at(-1) };
}

function put(state: MemoryState, entry: AuditEntry, head: AuditHead, seal: SealAudit | undefined): void {
  const { organization } = entry;
  const row = chainEntry(entry, head);
  state.audit.set(organization, [...(state.audit.get(organization) ?? []), row]);
  const noted = { number: row.number, hash: row.hash };
  state.auditHeads.set(organization, { ...noted, seal: seal?.(organization, noted) });
}
