import { Readable } from "node:stream";
import { z } from "zod";
import { retentionTables } from "../../commands/maintenance/read-retention.ts";
import { seconds } from "./common.ts";

/** A database of SQLite, as a file (registered with IANA). */
export const DATABASE_TYPE = "application/vnd.sqlite3";

/** The answer of `GET /v1/backup`, sent as it is read from the disk. */
export const backupFile = z.custom<Readable>().describe("The database in one file.");

/** The body of `POST /v1/restore`. */
export const restoreFile = z
  .custom<Readable>(body => body instanceof Readable, { error: "send the file that GET /v1/backup gave" })
  .describe("A file that `GET /v1/backup` gave, byte for byte.");

/** The query of `POST /v1/restore`. */
export const restoreQuery = z.strictObject({
  other_history: z
    .stringbool({ truthy: ["true"], falsy: ["false"] })
    .default(false)
    .describe("True: the file may be a copy of another database, which is then taken as it is."),
});

/** What a restore has done. */
export const restored = z
  .strictObject({
    taken_at: seconds.describe("When the copy was taken."),
    other_history: z.boolean().describe("True: it was no earlier state of this database."),
    tokens_withdrawn: z.int().describe("Tokens that the copy does not know: they are refused from now on."),
    tokens_returned: z.int().describe("Tokens that an earlier restore had withdrawn."),
    sessions_ended: z.int().describe("Live sessions whose token is gone."),
    objects_changed: z
      .int()
      .describe("Applications, streams, groups and others that are not what they were."),
  })
  .meta({ id: "Restored" });

/** How long each kind of thing is kept. */
export const retention = z
  .strictObject({
    items: z.array(
      z.strictObject({
        table: z.enum(retentionTables),
        days: z.int().nullable().describe("Null: for ever."),
        last_run_at: seconds.nullable().describe("Null: not yet since the server started."),
        last_removed: z.int().describe("Rows that were removed then."),
      }),
    ),
  })
  .meta({ id: "Retention" });
