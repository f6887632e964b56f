import type { DatabaseSync } from "node:sqlite";
import type { RestoreReport } from "../../restore.ts";
import { text } from "../rows.ts";
import { mergeBindings } from "./bindings.ts";
import { changed, columnsOf } from "./columns.ts";
import { branchOff } from "./lineage.ts";
import { mergeQuotas } from "./quotas.ts";
import type { RestoreOrder } from "./restore-order.ts";
import { organizationsOf } from "./take-back.ts";
import { forgetReturned, mergeKnown, noteWithdrawn, removeErased } from "./withdrawn-tokens.ts";

/**
 * Makes the copy `main` of another database fit to be used in place of `former`. What is in the copy counts; of what
 * `former` knows about the same tokens nothing is lost, its API keys and revocations stay, and its clock is not set
 * back. Nobody knows what became of the copy's sessions, so the live ones end. Runs inside one transaction.
 */
export function takeOver(database: DatabaseSync, order: RestoreOrder): RestoreReport {
  branchOff(database);
  mergeKnown(database, "former.tokens");
  mergeQuotas(database);
  mergeBindings(database, "former.tokens");
  noteWithdrawn(database, "former.withdrawn_tokens", "true");
  const tokensWithdrawn = noteWithdrawn(database, "former.tokens", "id NOT IN (SELECT id FROM main.tokens)");
  removeErased(database);
  forgetReturned(database);
  const sessionsEnded = changed(
    database,
    "UPDATE main.sessions SET ended_at_seconds = ?, end_reason = 'revoked' WHERE ended_at_seconds IS NULL",
    order.nowSeconds,
  );
  keepRevocations(database);
  keepApiKeys(database);
  keepTokenKeys(database);
  keepSubscribers(database);
  keepChains(database);
  database.exec("DELETE FROM main.idempotency");
  database.exec(`UPDATE main.clock SET high_water_seconds =
    max(high_water_seconds, (SELECT high_water_seconds FROM former.clock))`);
  const report = {
    tokensWithdrawn,
    tokensReturned: 0,
    sessionsEnded,
    objectsChanged: countObjects(database),
  };
  for (const organization of organizationsOf(database)) {
    order.appendAudit(order.entryFor(organization, report));
  }
  return report;
}

/** A rule that either side has in force is in force. */
function keepRevocations(database: DatabaseSync): void {
  const columns = columnsOf(database, "revocations");
  database.exec(`UPDATE main.revocations SET undone_at_seconds = NULL FROM former.revocations AS known
    WHERE known.id = revocations.id AND known.undone_at_seconds IS NULL`);
  database.exec(`INSERT INTO main.revocations (${columns}) SELECT ${columns} FROM former.revocations
    WHERE id NOT IN (SELECT id FROM main.revocations) ORDER BY seq`);
}

function keepApiKeys(database: DatabaseSync): void {
  const columns = columnsOf(database, "api_keys");
  database.exec(`DELETE FROM main.api_keys WHERE id IN (SELECT id FROM former.api_keys)
    OR hash IN (SELECT hash FROM former.api_keys)
    OR previous_hash IN (SELECT previous_hash FROM former.api_keys WHERE previous_hash IS NOT NULL)`);
  database.exec(`INSERT INTO main.api_keys (${columns}) SELECT ${columns} FROM former.api_keys ORDER BY seq`);
}

/** Keys as they are known here: one that was retired after the copy vouches for nothing again. */
function keepTokenKeys(database: DatabaseSync): void {
  const columns = columnsOf(database, "token_keys");
  database.exec(`DELETE FROM main.token_keys WHERE id IN (SELECT id FROM former.token_keys)
    OR (organization, kid) IN (SELECT organization, kid FROM former.token_keys)`);
  database.exec(
    `INSERT INTO main.token_keys (${columns}) SELECT ${columns} FROM former.token_keys ORDER BY seq`,
  );
}

/** Subscribers as they are known here: a secret that was changed after the copy is not changed back. */
function keepSubscribers(database: DatabaseSync): void {
  const columns = columnsOf(database, "subscribers");
  database.exec(
    `INSERT OR REPLACE INTO main.subscribers (${columns}) SELECT ${columns} FROM former.subscribers`,
  );
}

/** Of two chains the longer one stays when it goes on from the other; else the copy's. One that the copy lacks stays. */
function keepChains(database: DatabaseSync): void {
  const continued = database
    .prepare(`SELECT theirs.organization FROM former.audit_heads AS theirs
      LEFT JOIN main.audit_heads AS ours ON ours.organization = theirs.organization
      WHERE ours.organization IS NULL OR EXISTS (SELECT 1 FROM former.audit
        WHERE organization = theirs.organization AND number = ours.number AND hash = ours.hash)`)
    .all();
  for (const organization of continued.map(row => text(row, "organization"))) {
    for (const table of ["audit", "audit_heads"]) {
      changed(database, `DELETE FROM main.${table} WHERE organization = ?`, organization);
      changed(
        database,
        `INSERT INTO main.${table} SELECT * FROM former.${table} WHERE organization = ?`,
        organization,
      );
    }
  }
}

function countObjects(database: DatabaseSync): number {
  return Number(database.prepare("SELECT count(*) AS objects FROM main.objects").get()?.objects);
}
