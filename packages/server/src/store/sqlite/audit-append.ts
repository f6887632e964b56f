import type { DatabaseSync } from "node:sqlite";
import type { AuditEntry, AuditHead, SealAudit } from "../audit.ts";
import { type ChainEnd, nextPlace } from "../audit-append.ts";
import { chainEntry } from "../audit-chain.ts";
import { auditColumns } from "./audit-row.ts";
import { insertSql, number, type Row, text, valuesOf } from "./rows.ts";

/** The writing of entries. Everything in it runs inside the change's transaction. */
export interface AuditWrites {
  /** Puts an entry behind its organization's last one. */
  append(entry: AuditEntry): void;
  /** Seals every chain anew, behind an entry that says so. */
  reseal(entry: (organization: string) => AuditEntry): void;
}

/** Prepares the writing of entries. */
export function prepareAuditWrites(database: DatabaseSync, sealAudit: SealAudit | undefined): AuditWrites {
  const endOf = prepareChainEnd(database);
  const insert = database.prepare(insertSql("audit", auditColumns));
  const note = database.prepare(
    "INSERT OR REPLACE INTO audit_heads (organization, number, hash, seal) VALUES (?, ?, ?, ?)",
  );
  const chains = database.prepare("SELECT DISTINCT organization FROM audit");
  const put = (entry: AuditEntry, head: AuditHead, seal: SealAudit | undefined): void => {
    const row = chainEntry(entry, head);
    insert.run(...valuesOf(auditColumns, row));
    note.run(row.organization, row.number, row.hash, seal?.(row.organization, row) ?? null);
  };
  return {
    append(entry) {
      const { head, isSound } = nextPlace(entry.organization, endOf(entry.organization), sealAudit);
      put(entry, head, isSound ? sealAudit : undefined);
    },
    reseal(entryOf) {
      for (const organization of chains.all().map(row => text(row, "organization"))) {
        put(entryOf(organization), nextPlace(organization, endOf(organization), sealAudit).head, sealAudit);
      }
    },
  };
}

/** Prepares the look at a chain's end. What is of another type than it should be is as good as not there. */
export function prepareChainEnd(database: DatabaseSync): (organization: string) => ChainEnd {
  const noted = database.prepare(`SELECT number, hash, seal FROM audit_heads
    WHERE organization = ? AND typeof(number) = 'integer' AND typeof(hash) = 'text'`);
  const last = database.prepare(`SELECT number, hash FROM audit
    WHERE organization = ? AND typeof(number) = 'integer' AND typeof(hash) = 'text' ORDER BY number DESC LIMIT 1`);
  const headOf = (row: Row): AuditHead => ({ number: number(row, "number"), hash: text(row, "hash") });
  return organization => {
    const [notedRow, lastRow] = [noted.get(organization), last.get(organization)];
    const seal = notedRow?.["seal"];
    return {
      noted: notedRow && { ...headOf(notedRow), seal: seal instanceof Uint8Array ? seal : undefined },
      last: lastRow && headOf(lastRow),
    };
  };
}
