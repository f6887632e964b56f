import type { DatabaseSync } from "node:sqlite";
import { prepareDeleteTokens } from "../delete-tokens.ts";
import { number } from "../rows.ts";
import { tokenOfRow } from "../token-row.ts";
import { prepareInsertTokens } from "../tokens.ts";
import { mergeBindings } from "./bindings.ts";
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

/** An erased viewer's token is noted without the name that copies still have: it must not come back with them. */
const ERASED = "known.user IS NULL AND token.user IS NOT NULL";

/**
 * Brings tokens of the copy `past` back that an earlier restore has withdrawn, with all that is known of them. Tokens
 * that `main` has forgotten for another reason were pruned or erased, and stay away. Resolves to how many came back.
 */
export function bringBack(database: DatabaseSync): number {
  const insert = prepareInsertTokens(database);
  const known = database.prepare(
    `SELECT token.* FROM past.tokens AS token JOIN main.withdrawn_tokens AS known ON known.id = token.id
     WHERE NOT (${ERASED}) ORDER BY token.seq`,
  );
  let count = 0;
  for (const row of known.iterate()) {
    insert([tokenOfRow(row)]);
    count += 1;
  }
  mergeBindings(database, "past.tokens");
  database.exec(`INSERT INTO main.token_suspensions SELECT * FROM past.token_suspensions
    WHERE token_id IN (SELECT id FROM main.withdrawn_tokens) AND token_id IN (SELECT id FROM main.tokens)`);
  forgetReturned(database);
  return count;
}

/** What is noted of tokens that are there again goes into them. */
export function forgetReturned(database: DatabaseSync): void {
  mergeKnown(database, "main.withdrawn_tokens");
  database.exec("DELETE FROM main.withdrawn_tokens WHERE id IN (SELECT id FROM main.tokens)");
}

/** Takes the tokens of erased viewers out of `main`, and what is kept about their use; that they are erased stays noted. */
export function removeErased(database: DatabaseSync): void {
  const erased = `(SELECT token.id FROM main.tokens AS token JOIN main.withdrawn_tokens AS known ON known.id = token.id
    WHERE ${ERASED})`;
  database.exec(`DELETE FROM main.sessions WHERE token_id IN ${erased}`);
  database.exec(`DELETE FROM main.decisions WHERE token_id IN ${erased}`);
  const seqs = database.prepare(`SELECT seq FROM main.tokens WHERE id IN ${erased}`).all();
  prepareDeleteTokens(database)(seqs.map(row => number(row, "seq")));
}
