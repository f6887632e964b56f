import { DatabaseSync } from "node:sqlite";
import type { CopyFacts, CopyFault } from "../../restore.ts";
import { migrate, SCHEMA_VERSION, schemaVersion } from "../migrations.ts";
import { bytes, text } from "../rows.ts";
import { resultCode } from "../storage-fault.ts";
import { relationOf, takenAt } from "./lineage.ts";

/** SQLITE_ERROR, SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html). */
const DAMAGE: ReadonlySet<number> = new Set([1, 11, 26]);

/**
 * Judges a file that is to be restored, and brings it to this program's schema. The database in use is only read. Takes
 * as long as the file is large: it belongs into a worker.
 */
export function judgeCopy(options: {
  readonly file: string;
  readonly current: string;
  readonly masterKeyCheck: Uint8Array;
}): CopyFacts | { readonly fault: CopyFault } {
  const copy = openCopy(options.file);
  if (!copy) return { fault: "damaged" };
  try {
    const fault = faultOf(copy, options.masterKeyCheck);
    return fault === undefined ? factsOf(copy, options.current) : { fault };
  } catch (error) {
    if (isDamage(error)) return { fault: "damaged" };
    throw error;
  } finally {
    copy.close();
  }
}

function openCopy(file: string): DatabaseSync | undefined {
  let copy: DatabaseSync | undefined;
  try {
    copy = new DatabaseSync(file, { allowExtension: false });
    copy.exec("PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE; PRAGMA temp_store = MEMORY");
    return copy;
  } catch {
    copy?.close();
    return undefined;
  }
}

function faultOf(copy: DatabaseSync, masterKeyCheck: Uint8Array): CopyFault | undefined {
  const version = schemaVersion(copy);
  if (version > SCHEMA_VERSION) return "newer";
  if (version === 0 || !isWhole(copy)) return "damaged";
  migrate(copy);
  if (schemaText(copy) !== expectedSchema()) return "damaged";
  const row = copy.prepare("SELECT key_check FROM master_key").get();
  const isOurs = row !== undefined && Buffer.compare(bytes(row, "key_check"), masterKeyCheck) === 0;
  return isOurs ? undefined : "other-master-key";
}

function isWhole(copy: DatabaseSync): boolean {
  const [row] = copy.prepare("PRAGMA integrity_check(1)").all();
  return row?.integrity_check === "ok";
}

/** Everything that a schema has, so that no file brings a trigger or a view of its own. */
function schemaText(database: DatabaseSync): string {
  const rows = database
    .prepare("SELECT type, name, coalesce(sql, '') AS sql FROM sqlite_schema ORDER BY type, name")
    .all();
  return rows.map(row => [text(row, "type"), text(row, "name"), text(row, "sql")].join("\0")).join("\n");
}

function expectedSchema(): string {
  const empty = new DatabaseSync(":memory:");
  try {
    migrate(empty);
    return schemaText(empty);
  } finally {
    empty.close();
  }
}

function factsOf(copy: DatabaseSync, currentFile: string): CopyFacts {
  const current = new DatabaseSync(currentFile, { readOnly: true, timeout: 0 });
  try {
    const isInUse = current.prepare("SELECT 1 FROM tokens UNION ALL SELECT 1 FROM sessions LIMIT 1").get();
    return {
      takenAtMilliseconds: takenAt(copy),
      relation: relationOf(copy, current),
      isInUse: isInUse !== undefined,
    };
  } finally {
    current.close();
  }
}

/** True for what SQLite says of a file that is no database, a damaged one, or one that has not our tables. */
function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && DAMAGE.has(code);
}
