import type { DatabaseSync } from "node:sqlite";

/**
 * Merges into the tokens of `main` to whom they belong by another table of tokens, where nothing or less is known: a token
 * that was bound is free for nobody again, and no move comes back.
 */
export function mergeBindings(database: DatabaseSync, table: "former.tokens" | "past.tokens"): void {
  database.exec(`UPDATE main.tokens SET binding_json = known.binding_json FROM ${table} AS known
    WHERE known.id = tokens.id AND known.binding_json IS NOT NULL AND (tokens.binding_json IS NULL
      OR known.binding_json ->> '$.rebinds' > tokens.binding_json ->> '$.rebinds')`);
}
