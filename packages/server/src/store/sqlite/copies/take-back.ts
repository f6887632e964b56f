import type { DatabaseSync } from "node:sqlite";
import type { RestoreReport } from "../../restore.ts";
import { ANCESTOR_COLUMNS } from "../ancestor-columns.ts";
import { text } from "../rows.ts";
import { changed } from "./columns.ts";
import type { RestoreOrder } from "./restore-order.ts";
import { restoreObjects } from "./restored-objects.ts";
import { bringBack, withdrawNewer } from "./withdrawn-tokens.ts";

/**
 * Takes the database `main` back to the copy `past` of itself, and forgets nothing: declared things are as they were,
 * tokens issued since are withdrawn; uses, revocations, suspensions, ended sessions, API keys, subscribers and the audit
 * log stay as they are now. Runs inside one transaction.
 */
export function takeBack(database: DatabaseSync, order: RestoreOrder): RestoreReport {
  const tokensWithdrawn = withdrawNewer(database);
  const tokensReturned = bringBack(database);
  const sessionsEnded = endWithoutToken(database, order.nowSeconds);
  const objectsChanged = restoreObjects(database, order.nowSeconds);
  // An answer that is repeated would hand out tokens that are withdrawn.
  database.exec("DELETE FROM main.idempotency");
  const report = { tokensWithdrawn, tokensReturned, sessionsEnded, objectsChanged };
  for (const organization of organizationsOf(database)) {
    order.appendAudit(order.entryFor(organization, report));
  }
  return report;
}

/** Ends the live sessions whose token is gone, or one of those it was delegated from. */
function endWithoutToken(database: DatabaseSync, nowSeconds: number): number {
  return changed(
    database,
    `UPDATE main.sessions SET ended_at_seconds = ?, end_reason = 'revoked'
      WHERE ended_at_seconds IS NULL AND (${["token_id", ...ANCESTOR_COLUMNS].map(isGone).join(" OR ")})`,
    nowSeconds,
  );
}

function isGone(column: string): string {
  return `${column} NOT IN (SELECT id FROM main.tokens)`;
}

/** Every organization that has anything of its own. */
export function organizationsOf(database: DatabaseSync): readonly string[] {
  const rows = database
    .prepare(`SELECT organization FROM main.api_keys UNION SELECT organization FROM main.objects
      UNION SELECT organization FROM main.audit_heads`)
    .all();
  return rows.map(row => text(row, "organization"));
}
