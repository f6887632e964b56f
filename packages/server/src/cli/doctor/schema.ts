import { SCHEMA_VERSION } from "../../store/sqlite/migrations.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** Was the database written by a program that this one knows? */
export const schema: DoctorCheck<Pick<LocalServer, "database">> = {
  name: "schema",
  look({ database }) {
    switch (database.kind) {
      case "absent":
        return [];
      case "unreadable":
        return [fail(`The database cannot be read: ${database.fault}.`, "See what `database` says.")];
      case "newer": {
        const sentence = `The database has schema ${database.schemaVersion}, and this program knows up to ${SCHEMA_VERSION}.`;
        return [fail(sentence, "Use the newer Sluice that wrote it.")];
      }
      case "older": {
        const sentence = `The database has schema ${database.schemaVersion}, and this program writes ${SCHEMA_VERSION}.`;
        return [warn(sentence, "Back it up; the next start brings it up to date, and there is no way back.")];
      }
      case "read":
        return [ok(`The database has schema ${SCHEMA_VERSION}, which is this program's.`)];
    }
  },
};
