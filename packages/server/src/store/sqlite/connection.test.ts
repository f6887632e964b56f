import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sampleToken } from "../conformance/samples.ts";
import { openSqliteStore } from "./open.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

test("the database and the files beside it are for their owner only", async () => {
  const file = await temporaryFile();
  const store = await openForTest({ file });
  await store.insertTokens([sampleToken()]);
  const names = await readdir(dirname(file));
  expect(names.toSorted()).toEqual(["sluice.db", "sluice.db-shm", "sluice.db-wal"]);
  for (const name of names) {
    expect((await stat(join(dirname(file), name))).mode & 0o777, name).toBe(0o600);
  }
});

test("a database written by a newer program is refused in words, and left as it is", async () => {
  const file = await temporaryFile();
  await (await openSqliteStore({ file, durability: "process-crash" })).close();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA user_version = 99");
  await expect(openForTest({ file })).rejects.toThrow(/schema version 99.*newer/);
  expect(database.prepare("PRAGMA user_version").get()?.user_version).toBe(99);
  database.close();
});

test("a file that is no database is refused", async () => {
  await expect(openForTest({ file: import.meta.filename })).rejects.toThrow("not a database");
});
