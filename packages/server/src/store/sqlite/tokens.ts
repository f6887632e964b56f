import type { DatabaseSync } from "node:sqlite";
import { applicationsOf } from "../target-reach.ts";
import type { TokenRecord } from "../token-record.ts";
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

/** Prepares the writing of new tokens, the streams they name and their applications. Runs inside a transaction. */
export function prepareInsertTokens(database: DatabaseSync): (tokens: readonly TokenRecord[]) => void {
  const insert = database.prepare(insertSql("tokens", tokenColumns));
  const insertStream = database.prepare("INSERT INTO token_streams VALUES (?, ?, ?, ?)");
  const insertApplication = database.prepare("INSERT INTO token_applications VALUES (?, ?, ?, ?)");
  return tokens => {
    for (const token of tokens) {
      const { organization, issuedAtMilliseconds, target } = token;
      const { lastInsertRowid } = insert.run(...valuesOf(tokenColumns, token));
      const streams = "streams" in target ? target.streams : [];
      for (const stream of new Set(streams)) {
        insertStream.run(organization, stream, issuedAtMilliseconds, lastInsertRowid);
      }
      for (const application of applicationsOf(target) ?? []) {
        insertApplication.run(organization, application, issuedAtMilliseconds, lastInsertRowid);
      }
    }
  };
}
