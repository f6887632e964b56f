import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { CopyRelation } from "../../restore.ts";
import { number, optionalNumber, text } from "../rows.ts";

/** The moment at which a copy was taken, Unix milliseconds; of a plain copy of the file, the last that it knows. */
export function takenAt(copy: DatabaseSync): number {
  const row = copy
    .prepare(`SELECT coalesce((SELECT at_milliseconds FROM copy_stamp), high_water_seconds * 1000 + 999) AS at
      FROM clock`)
    .get();
  return row ? number(row, "at") : 0;
}

/** What a copy is to a database. */
export function relationOf(copy: DatabaseSync, current: DatabaseSync): CopyRelation {
  const last = copy.prepare("SELECT id FROM lineage ORDER BY number DESC LIMIT 1").get();
  const known =
    last && current.prepare("SELECT until_milliseconds FROM lineage WHERE id = ?").get(text(last, "id"));
  if (!known) return "other";
  // Another database may have gone on from the same copy: what it did later is unknown here.
  const untilMilliseconds = optionalNumber(known, "until_milliseconds") ?? Number.POSITIVE_INFINITY;
  return takenAt(copy) <= untilMilliseconds ? "past" : "other";
}

/** Begins a database of its own where a copy ended. Runs inside a transaction. */
export function branchOff(database: DatabaseSync): void {
  database
    .prepare("UPDATE lineage SET until_milliseconds = ? WHERE until_milliseconds IS NULL")
    .run(takenAt(database));
  database.prepare("INSERT INTO lineage (id) VALUES (?)").run(randomBytes(16).toString("hex"));
  database.exec("DELETE FROM copy_stamp");
}
