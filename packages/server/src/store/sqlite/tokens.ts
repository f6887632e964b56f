import type { DatabaseSync } from "node:sqlite";
import type { TokenRecord } from "../store.ts";
import { insertSql, valuesOf } from "./rows.ts";
import { tokenColumns, tokenOfRow } from "./token-row.ts";

/** Prepares the look-up of one token. */
export function prepareToken(database: DatabaseSync): (id: string) => TokenRecord | undefined {
  const select = database.prepare("SELECT * FROM tokens WHERE id = ?");
  return id => {
    const row = select.get(id);
    return row && tokenOfRow(row);
  };
}

/** Prepares the writing of new tokens and the streams they name. Runs inside a transaction. */
export function prepareInsertTokens(database: DatabaseSync): (tokens: readonly TokenRecord[]) => void {
  const insert = database.prepare(insertSql("tokens", tokenColumns));
  const insertStream = database.prepare("INSERT INTO token_streams VALUES (?, ?, ?, ?)");
  return tokens => {
    for (const token of tokens) {
      const { lastInsertRowid } = insert.run(...valuesOf(tokenColumns, token));
      const streams = "streams" in token.target ? token.target.streams : [];
      for (const stream of new Set(streams)) {
        insertStream.run(token.organization, stream, token.issuedAtMilliseconds, lastInsertRowid);
      }
    }
  };
}
