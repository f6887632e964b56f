import { expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../store/sqlite/migrations.ts";
import type { DatabaseReading } from "./examine/look-into-database.ts";
import { schema } from "./schema.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleServer } from "./testing/sample-server.ts";

const look = (database: DatabaseReading) => outcome(schema, sampleServer({ database }));

test("this program's schema is well", async () => {
  expect(await outcome(schema, sampleServer())).toEqual([
    `ok: The database has schema ${SCHEMA_VERSION}, which is this program's.`,
  ]);
});

test("an older schema is a warning, since there is no way back from the next start", async () => {
  expect(await look({ kind: "older", schemaVersion: 1 })).toEqual([
    `warn: The database has schema 1, and this program writes ${SCHEMA_VERSION}.`,
  ]);
});

test("a newer schema fails, and so does a database that cannot be read", async () => {
  expect(await look({ kind: "newer", schemaVersion: 999 })).toEqual([
    `fail: The database has schema 999, and this program knows up to ${SCHEMA_VERSION}.`,
  ]);
  expect(await look({ kind: "unreadable", fault: "the file is not a database" })).toEqual([
    "fail: The database cannot be read: the file is not a database.",
  ]);
});
