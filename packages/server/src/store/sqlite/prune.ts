import type { DatabaseSync } from "node:sqlite";
import type { PrunedTable } from "../retention.ts";
import { usageDimensions } from "../usage.ts";
import { ANCESTOR_COLUMNS } from "./ancestor-columns.ts";
import { prepareDeleteTokens } from "./delete-tokens.ts";
import { number, text } from "./rows.ts";
import { IS_RUNNING } from "./running.ts";

/** Removes rows of a table that are over. Runs inside a transaction. */
export type Prune = (table: PrunedTable, beforeSeconds: number, limit: number) => number;

/** Prepares the removal of what is over. */
export function preparePrune(database: DatabaseSync): Prune {
  const expired = database.prepare(`SELECT seq FROM tokens WHERE expires_at_seconds < ?1
    AND (key_id IS NULL OR ${TEXT_IS_OVER}) AND NOT EXISTS
    (SELECT 1 FROM sessions WHERE token_id = tokens.id AND ${IS_RUNNING})
    ${ANCESTOR_COLUMNS.map(hasLiveBelow).join(" ")}
    ORDER BY expires_at_seconds LIMIT ?2`);
  const deleteTokens = prepareDeleteTokens(database);
  const sessions = database.prepare(`DELETE FROM sessions WHERE seq IN
    (SELECT seq FROM sessions WHERE ended_at_seconds < ? ORDER BY ended_at_seconds LIMIT ?)`);
  const decisions = database.prepare(`DELETE FROM decisions WHERE at_milliseconds < ? AND seq IN
    (SELECT seq FROM decisions ORDER BY seq LIMIT ?)`);
  const usage = prepareUsage(database);
  return (table, beforeSeconds, limit) => {
    switch (table) {
      case "tokens":
        return deleteTokens(expired.all(beforeSeconds, limit).map(row => number(row, "seq")));
      case "sessions":
        return Number(sessions.run(beforeSeconds, limit).changes);
      case "decisions":
        return Number(decisions.run(beforeSeconds * 1000, limit).changes);
      case "usage":
        return usage(beforeSeconds, limit);
    }
  };
}

/**
 * A signed token proves itself without its row: one that was shortened or revoked keeps it until its text is over, too,
 * and one whose text has no end keeps it for ever.
 */
const TEXT_IS_OVER = `EXISTS (SELECT 1 FROM json_each(claims_json) AS claim
  WHERE claim.value ->> 0 = 'exp' AND claim.value ->> 1 < ?1)`;

/** Sessions of delegated tokens go on while what they were delegated from is there. */
function hasLiveBelow(column: string): string {
  return `AND NOT EXISTS (SELECT 1 FROM sessions WHERE ${column} = tokens.id AND ended_at_seconds IS NULL)`;
}

/** Series by series: each is read in the order of its key. */
function prepareUsage(database: DatabaseSync): (beforeSeconds: number, limit: number) => number {
  const next = database.prepare("SELECT min(organization) AS organization FROM usage WHERE organization > ?");
  const remove = database.prepare(`DELETE FROM usage
    WHERE (organization, dimension, step, at_seconds, value) IN
      (SELECT organization, dimension, step, at_seconds, value FROM usage
       WHERE organization = ? AND dimension = ? AND step = ? AND at_seconds < ? ORDER BY at_seconds, value LIMIT ?)`);
  return (beforeSeconds, limit) => {
    let removed = 0;
    for (let row = next.get(""); row?.organization != null; row = next.get(text(row, "organization"))) {
      for (const dimension of usageDimensions) {
        for (const step of ["hour", "day"]) {
          if (removed >= limit) return removed;
          const series = [text(row, "organization"), dimension, step] as const;
          removed += Number(remove.run(...series, beforeSeconds, limit - removed).changes);
        }
      }
    }
    return removed;
  };
}
