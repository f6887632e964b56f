import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Store } from "../../store.ts";
import { openSqliteStore, type SqliteOptions } from "../open.ts";

/** A database file in a fresh folder that is removed after the test. */
export async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-store-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "sluice.db");
}

/** Opens a store that is closed after the test. */
export async function openForTest(options: Partial<SqliteOptions> & { file: string }): Promise<Store> {
  const store = await openSqliteStore({ durability: "process-crash", ...options });
  onTestFinished(() => store.close());
  return store;
}
