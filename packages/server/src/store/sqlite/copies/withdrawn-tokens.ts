import type { DatabaseSync } from "node:sqlite";
import { tokenOfRow } from "../token-row.ts";
import { prepareInsertTokens } from "../tokens.ts";
import { changed } from "./columns.ts";

/** What is known of a token's use and withdrawal; the more that either side knows, the more holds. */
const KNOWN = `uses = max(tokens.uses, known.uses),
  revoked_at_seconds = coalesce(tokens.revoked_at_seconds, known.revoked_at_seconds),
  suspended_at_seconds = coalesce(tokens.suspended_at_seconds, known.suspended_at_seconds)`;

/** Merges into the tokens of `main` what another table of tokens knows of them: nothing spent or withdrawn comes back. */
export function mergeKnown(database: DatabaseSync, table: string): void {
  database.exec(`UPDATE main.tokens SET ${KNOWN} FROM ${table} AS known WHERE known.id = tokens.id`);
}

/** Notes the tokens of a schema that `main` has not, with what is known of them. Resolves to how many. */
export function noteWithdrawn(database: DatabaseSync, source: string, condition: string): number {
  return changed(
    database,
    `INSERT INTO main.withdrawn_tokens
      (id, organization, user, uses, revoked_at_seconds, suspended_at_seconds)
    SELECT id, organization, user, uses, revoked_at_seconds, suspended_at_seconds FROM ${source} AS source
    WHERE ${condition}
    ON CONFLICT (id) DO UPDATE SET uses = max(uses, excluded.uses),
      revoked_at_seconds = coalesce(revoked_at_seconds, excluded.revoked_at_seconds),
      suspended_at_seconds = coalesce(suspended_at_seconds, excluded.suspended_at_seconds)`,
  );
}

/** Removes the tokens of `main` that the copy `past` has not. They are noted first. Resolves to how many. */
export function withdrawNewer(database: DatabaseSync): number {
  const isNewer = "id NOT IN (SELECT id FROM past.tokens)";
  const count = noteWithdrawn(database, "main.tokens", isNewer);
  const seqs = `(SELECT seq FROM main.tokens WHERE ${isNewer})`;
  database.exec(`DELETE FROM main.token_streams WHERE token_seq IN ${seqs}`);
  database.exec(`DELETE FROM main.token_applications WHERE token_seq IN ${seqs}`);
  database.exec(
    `DELETE FROM main.token_suspensions WHERE token_id IN (SELECT id FROM main.tokens WHERE ${isNewer})`,
  );
  database.exec(`DELETE FROM main.tokens WHERE ${isNewer}`);
  return count;
}

/**
 * Brings tokens of the copy `past` back that an earlier restore has withdrawn, with all that is known of them. Tokens
 * that `main` has forgotten for another reason were pruned or erased, and stay away. Resolves to how many came back.
 */
export function bringBack(database: DatabaseSync): number {
  const insert = prepareInsertTokens(database);
  const known = database.prepare(
    "SELECT * FROM past.tokens WHERE id IN (SELECT id FROM main.withdrawn_tokens) ORDER BY seq",
  );
  let count = 0;
  for (const row of known.iterate()) {
    insert([tokenOfRow(row)]);
    count += 1;
  }
  database.exec(`INSERT INTO main.token_suspensions SELECT * FROM past.token_suspensions
    WHERE token_id IN (SELECT id FROM main.withdrawn_tokens)`);
  forgetReturned(database);
  return count;
}

/** What is noted of tokens that are there again goes into them. */
export function forgetReturned(database: DatabaseSync): void {
  mergeKnown(database, "main.withdrawn_tokens");
  database.exec("DELETE FROM main.withdrawn_tokens WHERE id IN (SELECT id FROM main.tokens)");
}
