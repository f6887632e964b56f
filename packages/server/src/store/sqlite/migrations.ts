import type { DatabaseSync } from "node:sqlite";
import { SCHEMA_1, SCHEMA_2 } from "./schema.ts";
import { SCHEMA_3 } from "./schema-3.ts";
import { SCHEMA_4 } from "./schema-4.ts";
import { SCHEMA_5 } from "./schema-5.ts";
import { SCHEMA_6 } from "./schema-6.ts";
import { SCHEMA_7 } from "./schema-7.ts";
import { SCHEMA_8 } from "./schema-8.ts";
import { SCHEMA_9 } from "./schema-9.ts";
import { SCHEMA_10 } from "./schema-10.ts";
import { SCHEMA_11 } from "./schema-11.ts";
import { SCHEMA_12 } from "./schema-12.ts";
import { SCHEMA_13 } from "./schema-13.ts";
import { SCHEMA_14 } from "./schema-14.ts";
import { SCHEMA_15 } from "./schema-15.ts";
import { SCHEMA_16 } from "./schema-16.ts";
import { SCHEMA_17 } from "./schema-17.ts";
import { SCHEMA_18 } from "./schema-18.ts";
import { SCHEMA_19 } from "./schema-19.ts";

/** Numbered from 1: entry N brings a database from `user_version` N - 1 to N. Entries never change once released. */
const MIGRATIONS: readonly string[] = [
  SCHEMA_1,
  SCHEMA_2,
  SCHEMA_3,
  SCHEMA_4,
  SCHEMA_5,
  SCHEMA_6,
  SCHEMA_7,
  SCHEMA_8,
  SCHEMA_9,
  SCHEMA_10,
  SCHEMA_11,
  SCHEMA_12,
  SCHEMA_13,
  SCHEMA_14,
  SCHEMA_15,
  SCHEMA_16,
  SCHEMA_17,
  SCHEMA_18,
  SCHEMA_19,
];

/** The schema that this program reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the database up to this program's schema, all or nothing. Throws when the database was written by a
 * newer program: an older one would misread it.
 */
export function migrate(database: DatabaseSync): void {
  if (schemaVersion(database) === MIGRATIONS.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = schemaVersion(database);
    if (version > MIGRATIONS.length) {
      throw new Error(
        `the database has schema version ${version}, this program knows up to ${MIGRATIONS.length}: start a newer Sluice`,
      );
    }
    for (const sql of MIGRATIONS.slice(version)) database.exec(sql);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec("COMMIT");
  } finally {
    if (database.isTransaction) database.exec("ROLLBACK");
  }
}

/** The schema that a database has; 0 for an empty one. */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version);
}
