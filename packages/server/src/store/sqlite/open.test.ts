import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll } from "vitest";
import { storeConformance } from "../conformance.ts";
import type { Durability } from "./connection.ts";
import { openSqliteStore } from "./open.ts";

// Made once, and copied: six hundred times over, the steps of its schema take longer than the tests.
const empty = { folder: "", file: "" };

beforeAll(async () => {
  empty.folder = await mkdtemp(join(tmpdir(), "sluice-store-"));
  empty.file = join(empty.folder, "empty.db");
  await (await openSqliteStore({ file: empty.file, durability: "process-crash" })).close();
});

afterAll(() => rm(empty.folder, { recursive: true }));

for (const durability of ["process-crash", "power-loss"] satisfies Durability[]) {
  storeConformance(`sqlite (${durability})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluice-store-"));
    const file = join(folder, "sluice.db");
    await copyFile(empty.file, file);
    let store = await openSqliteStore({ file, durability });
    const watcher = new DatabaseSync(file, { readOnly: true });
    const dataVersion = watcher.prepare("PRAGMA data_version");
    return {
      store,
      writeMark: () => dataVersion.get()?.data_version,
      reopen: async () => {
        await store.close();
        store = await openSqliteStore({ file, durability });
        return store;
      },
      cleanup: async () => {
        watcher.close();
        await store.close();
        await rm(folder, { recursive: true });
      },
    };
  });
}
