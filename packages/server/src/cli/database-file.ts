import { join } from "node:path";

/** The database's file in a data folder. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, "sluice.db");
}
