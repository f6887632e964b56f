import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { type Row, text } from "../rows.ts";

/** Reads the file beside the store: SQLite finds it whole, and every token has as many uses as sessions. */
export function expectConsistent(file: string): void {
  expect(queryFile(file, "PRAGMA integrity_check").map(row => text(row, "integrity_check"))).toEqual(["ok"]);
  const uneven = queryFile(
    file,
    `SELECT tokens.id FROM tokens
     LEFT JOIN (SELECT token_id, count(*) AS made FROM sessions GROUP BY token_id) ON token_id = tokens.id
     WHERE uses <> coalesce(made, 0)`,
  );
  expect(uneven).toEqual([]);
}

/** Runs one query on a connection of its own. */
export function queryFile(file: string, sql: string): readonly Row[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
