import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** Is there a key that may do everything? */
export const adminKey: DoctorCheck<Pick<LocalServer, "config" | "database">> = {
  name: "admin-key",
  look({ config, database }) {
    if (config.adminKey !== undefined) return [ok("An admin key is configured.")];
    if (database.kind !== "read") return [];
    if (database.facts.hasAdministrator) return [ok("The database knows an administrator's API key.")];
    const change = "sluice apikey create --admin";
    return [
      fail("No API key is an administrator's: nobody but the folder's owner can command the server.", change),
    ];
  },
};
