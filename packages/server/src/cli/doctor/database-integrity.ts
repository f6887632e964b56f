import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const RESTORE = "Stop the server, keep a copy of the folder, and bring the last backup back.";

/** Is the database whole? Reads all of it, for so long at most as the subject allows. */
export const databaseIntegrity: DoctorCheck<
  Pick<LocalServer, "database" | "databaseFile" | "checkIntegrity">
> = {
  name: "database",
  async look({ database, databaseFile, checkIntegrity }) {
    if (database.kind === "absent") return [];
    const integrity = await checkIntegrity();
    switch (integrity.outcome) {
      case "sound":
        return [ok("The database is whole.")];
      case "damaged":
        return integrity.faults.map(fault => fail(`The database is damaged: ${fault}.`, RESTORE));
      case "too-long": {
        const change = `At a quiet hour: sqlite3 -readonly ${databaseFile} "PRAGMA quick_check"`;
        return [
          warn("The database is too large to be checked here; nothing wrong was found so far.", change),
        ];
      }
    }
  },
};
