import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { createAuditSeal } from "../../keys/audit-seal.ts";
import { sampleAuditEntry } from "../../store/conformance/samples.ts";
import { prepareAuditReads } from "../../store/sqlite/audit.ts";
import { prepareAuditWrites } from "../../store/sqlite/audit-append.ts";
import { prepareEraseAuditDetails } from "../../store/sqlite/audit-erasure.ts";
import { auditColumns } from "../../store/sqlite/audit-row.ts";
import { openForTest, temporaryFile } from "../../store/sqlite/testing/temporary-store.ts";
import { type AuditVerification, verifyAudit } from "../audit/verify-audit.ts";

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
  if (made) writeFileSync(file, made);
  else {
    await make(file);
    made = readFileSync(file);
  }
  return file;
}

/** The file as it was made for the first test. */
let made: Uint8Array | undefined;

async function make(file: string): Promise<void> {
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
}

/** A copy of the file that was edited behind the store's back. */
export function edited(file: string, work: (database: DatabaseSync) => void): string {
  const copy = `${file}.${copies}`;
  copies += 1;
  copyFileSync(file, copy);
  edit(copy, work);
  return copy;
}

let copies = 0;

function edit<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Verifies the chain after edits that are taken back each time. */
export function createEditor(file: string) {
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const reads = prepareAuditReads(database, () => Promise.reject(new Error("not asked")), sealAudit);
  const store = {
    auditRows: async (...asked: Parameters<typeof reads.rows>) => reads.rows(...asked),
    auditEnd: async (name: string) => reads.end(name),
  };
  return async (work: (database: DatabaseSync) => void): Promise<AuditVerification> => {
    database.exec("BEGIN");
    try {
      work(database);
      return await verifyAudit(store, organization);
    } finally {
      database.exec("ROLLBACK");
    }
  };
}
