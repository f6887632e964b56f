import { byteText } from "../output/byte-text.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** It begins anew below this whenever nobody reads, and keeps at most 56 MiB: beyond, somebody does not stop to. */
const WARN_ABOVE_BYTES = 64 * 1024 * 1024;

/** Is the log beside the database as short as it should be? */
export const writeAheadLog: DoctorCheck<Pick<LocalServer, "system" | "database" | "databaseFile">> = {
  name: "wal",
  look({ system, database, databaseFile }) {
    if (database.kind === "absent") return [];
    const bytes = system.stat(`${databaseFile}-wal`)?.bytes ?? 0;
    const sentence = `The log beside the database has ${byteText(bytes)}.`;
    if (bytes <= WARN_ABOVE_BYTES) return [ok(sentence)];
    return [warn(sentence, "End other programs that have the database open (a sqlite3 shell, a backup).")];
  },
};
