import type { DatabaseSync } from "node:sqlite";

/** Merges into `main` what `former` knows of what tokens and streams have used: nothing of a quota comes back. */
export function mergeQuotas(database: DatabaseSync): void {
  database.exec(`UPDATE main.tokens SET watched_seconds = max(tokens.watched_seconds, known.watched_seconds),
    used_bytes = max(tokens.used_bytes, known.used_bytes) FROM former.tokens AS known WHERE known.id = tokens.id`);
  database.exec(`INSERT INTO main.stream_totals SELECT * FROM former.stream_totals WHERE true
    ON CONFLICT DO UPDATE SET plays = max(plays, excluded.plays),
      watched_seconds = max(watched_seconds, excluded.watched_seconds),
      used_bytes = max(used_bytes, excluded.used_bytes)`);
}
