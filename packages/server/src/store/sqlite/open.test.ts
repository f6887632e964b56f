import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { storeConformance } from "../conformance.ts";
import type { Durability } from "./connection.ts";
import { openSqliteStore } from "./open.ts";

for (const durability of ["process-crash", "power-loss"] satisfies Durability[]) {
  storeConformance(`sqlite (${durability})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluice-store-"));
    const file = join(folder, "sluice.db");
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
