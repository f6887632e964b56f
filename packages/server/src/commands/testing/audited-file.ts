import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { createAuditSeal } from "../../keys/audit-seal.ts";
import type { SealAudit } from "../../store/audit.ts";
import { sampleAuditEntry } from "../../store/conformance/samples.ts";
import { prepareAuditWrites } from "../../store/sqlite/audit-append.ts";
import { prepareEraseAuditDetails } from "../../store/sqlite/audit-erasure.ts";
import { auditColumns } from "../../store/sqlite/audit-row.ts";
import { openForTest, temporaryFile } from "../../store/sqlite/testing/temporary-store.ts";
import { type AuditVerification, verifyAudit } from "../verify-audit.ts";

/** The organization of the chain under test. */
export const organization = "acme";
/** Entries in its chain; some of them erased, and the one before the last says so. */
export const LENGTH = 10;

export const sealAudit = createAuditSeal(new Uint8Array(32).fill(7));

/** The names of the table's columns. */
export const columns: readonly string[] = auditColumns.map(([name]) => name);

/** Makes a database whose chain is right: entries with and without a user, an erasure, and another organization. */
export async function auditedFile(): Promise<string> {
  const file = await temporaryFile();
  const store = await openForTest({ file, sealAudit });
  for (let index = 1; index <= LENGTH - 2; index += 1) {
    const user = index === 2 || index === 5 ? "eve" : undefined;
    await store.appendAudit(sampleAuditEntry({ user, subject: { kind: "thing", id: `t${index}` } }));
    await store.appendAudit(sampleAuditEntry({ organization: "other" }));
  }
  await store.close();
  edit(file, database => {
    const { atMilliseconds } = sampleAuditEntry();
    const erase = prepareEraseAuditDetails(database);
    const audit = erase(organization, "eve", Math.floor(atMilliseconds / 1000));
    const { append } = prepareAuditWrites(database, sealAudit);
    append(sampleAuditEntry({ action: "user.erase", before: undefined, after: { audit } }));
    append(sampleAuditEntry());
  });
  return file;
}

/** A copy of the file that was edited behind the store's back. */
export function edited(file: string, name: string, work: (database: DatabaseSync) => void): string {
  const copy = `${file}.${name}`;
  copyFileSync(file, copy);
  edit(copy, work);
  return copy;
}

function edit(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  try {
    work(database);
  } finally {
    database.close();
  }
}

/** What a server on the file says of the chain. */
export async function verified(file: string, seal: SealAudit = sealAudit): Promise<AuditVerification> {
  const store = await openForTest({ file, sealAudit: seal });
  try {
    return await verifyAudit(store, organization);
  } finally {
    await store.close();
  }
}
