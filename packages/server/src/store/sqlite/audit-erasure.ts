import type { DatabaseSync } from "node:sqlite";
import { number } from "./rows.ts";

/**
 * Prepares the erasure of what the audit log says of a viewer; it tells the numbers of the entries. Runs inside the
 * transaction of the entry `user.erase`, which names them in `after: {audit: [numbers]}`, is of this very second, and
 * has no `user` itself, so that no later erasure takes the numbers away.
 */
export function prepareEraseAuditDetails(
  database: DatabaseSync,
): (organization: string, user: string, nowSeconds: number) => readonly number[] {
  const erase = database.prepare(`UPDATE audit
    SET details_json = NULL, salt = NULL, user = NULL, erased_at_seconds = ?
    WHERE organization = ? AND user = ? RETURNING number`);
  return (organization, user, nowSeconds) =>
    erase
      .all(nowSeconds, organization, user)
      .map(row => number(row, "number"))
      .toSorted((left, right) => left - right);
}
