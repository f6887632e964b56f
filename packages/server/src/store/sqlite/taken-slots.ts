import type { DatabaseSync } from "node:sqlite";
import { number } from "./rows.ts";

/** Counts the sessions of a token that hold a slot: the SQL form of `holdsSlot`. */
export function prepareTakenSlots(database: DatabaseSync): (tokenId: string, nowSeconds: number) => number {
  const count = database.prepare(`
    SELECT count(*) AS taken FROM sessions
    WHERE token_id = :token AND ended_at_seconds IS NULL AND lease_until_seconds > :now
      AND last_seen_seconds + idle_seconds > :now AND cap_seconds > :now
      AND (until_seconds IS NULL OR until_seconds > :now)`);
  return (tokenId, nowSeconds) => {
    const row = count.get({ token: tokenId, now: nowSeconds });
    return row ? number(row, "taken") : 0;
  };
}
