import type { DatabaseSync } from "node:sqlite";
import type { AuditEnd, AuditQuery, AuditRecord, AuditRow, SealAudit } from "../audit.ts";
import { sealOf } from "../audit-append.ts";
import { recordOf } from "../audit-chain.ts";
import type { Page } from "../page.ts";
import { prepareChainEnd } from "./audit-append.ts";
import { auditList } from "./audit-list.ts";
import { auditOfRow } from "./audit-row.ts";
import { number } from "./rows.ts";
import type { ReadPage } from "./scan.ts";

/** The reading of entries. */
export function prepareAuditReads(
  database: DatabaseSync,
  readPage: ReadPage,
  sealAudit: SealAudit | undefined,
) {
  const one = database.prepare("SELECT * FROM audit WHERE organization = ? AND number = ?");
  const rows = database.prepare(
    "SELECT * FROM audit WHERE organization = ? AND number > ? ORDER BY number LIMIT ?",
  );
  // A number too large for a double is no reason to stop: it is what the check is to find.
  rows.setReadBigInts(true);
  const first = database.prepare(
    `SELECT number FROM audit WHERE organization = ? AND at_milliseconds >= ?
     ORDER BY at_milliseconds, number LIMIT 1`,
  );
  const endOf = prepareChainEnd(database);
  return {
    list: (query: AuditQuery): Promise<Page<AuditRecord>> => readPage(auditList(query), query),
    entry(organization: string, entryNumber: number): AuditRecord | undefined {
      const row = one.get(organization, entryNumber);
      return row && recordOf(auditOfRow(row));
    },
    rows: (organization: string, after: number, limit: number): readonly AuditRow[] =>
      rows.all(organization, after, limit).map(auditOfRow),
    firstNumber(organization: string, sinceMilliseconds: number): number | undefined {
      const row = first.get(organization, sinceMilliseconds);
      return row && number(row, "number");
    },
    end(organization: string): AuditEnd {
      const { noted, last } = endOf(organization);
      return {
        head: noted && { number: noted.number, hash: noted.hash },
        seal: sealOf(organization, noted, sealAudit),
        lastNumber: last?.number ?? 0,
      };
    },
  };
}
