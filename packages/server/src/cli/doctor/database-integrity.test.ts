import { expect, test } from "vitest";
import { databaseIntegrity } from "./database-integrity.ts";
import type { Integrity } from "./examine/quick-check.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleServer } from "./testing/sample-server.ts";

const look = (integrity: Integrity) =>
  outcome(databaseIntegrity, sampleServer({ checkIntegrity: () => Promise.resolve(integrity) }));

test("a whole database is well", async () => {
  expect(await look({ outcome: "sound" })).toEqual(["ok: The database is whole."]);
});

test("a damaged database fails with what SQLite says", async () => {
  expect(
    await look({ outcome: "damaged", faults: ["Page 3: never used", "the file is not a database"] }),
  ).toEqual([
    "fail: The database is damaged: Page 3: never used.",
    "fail: The database is damaged: the file is not a database.",
  ]);
});

test("a database that takes too long is not called whole", async () => {
  expect(await look({ outcome: "too-long" })).toEqual([
    "warn: The database is too large to be checked here; nothing wrong was found so far.",
  ]);
});

test("where there is no database it is not looked for", async () => {
  const checkIntegrity = () => Promise.reject(new Error("looked"));
  expect(
    await outcome(databaseIntegrity, sampleServer({ database: { kind: "absent" }, checkIntegrity })),
  ).toEqual([]);
});
