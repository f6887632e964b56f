import type { DatabaseSync } from "node:sqlite";
import type { NewSession, StreamTotals, UsedUp } from "@sluice/policy";
import { number } from "./rows.ts";

type StreamKey = Pick<NewSession, "organization" | "stream">;

/** Prepares the look-up of what was used of a stream. */
export function prepareStreamTotals(database: DatabaseSync): (key: StreamKey) => StreamTotals {
  const select = database.prepare(
    "SELECT plays, watched_seconds, used_bytes FROM stream_totals WHERE organization = ? AND stream = ?",
  );
  return ({ organization, stream }) => {
    const row = select.get(organization, stream);
    if (!row) return { plays: 0, watchedSeconds: 0, usedBytes: 0 };
    return {
      plays: number(row, "plays"),
      watchedSeconds: number(row, "watched_seconds"),
      usedBytes: number(row, "used_bytes"),
    };
  };
}

/** Prepares the adding up of what was used of a stream. Runs inside a transaction. */
export function prepareAddToStream(
  database: DatabaseSync,
): (key: StreamKey, used: Partial<StreamTotals> & UsedUp) => void {
  const add = database.prepare(
    `INSERT INTO stream_totals (organization, stream, plays, watched_seconds, used_bytes) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET plays = plays + excluded.plays,
       watched_seconds = watched_seconds + excluded.watched_seconds, used_bytes = used_bytes + excluded.used_bytes`,
  );
  return ({ organization, stream }, { plays = 0, watchedSeconds = 0, usedBytes = 0 }) =>
    void add.run(organization, stream, plays, watchedSeconds, usedBytes);
}
