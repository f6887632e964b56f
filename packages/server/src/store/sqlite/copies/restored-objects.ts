import type { DatabaseSync } from "node:sqlite";
import { changed } from "./columns.ts";

const SAME = "past.kind = now.kind AND past.organization = now.organization AND past.id = now.id";

/**
 * Makes what is declared in `main` what it was in the copy `past`. Versions only grow, so that nobody who has read a
 * newer one changes what they have not seen. Resolves to how many things differ.
 */
export function restoreObjects(database: DatabaseSync, nowSeconds: number): number {
  const removed = changed(
    database,
    `DELETE FROM main.objects AS now WHERE NOT EXISTS (SELECT 1 FROM past.objects AS past WHERE ${SAME})`,
  );
  const altered = changed(
    database,
    `UPDATE main.objects AS now
      SET document_json = past.document_json, version = max(now.version, past.version) + 1, updated_at_seconds = ?
      FROM past.objects AS past WHERE ${SAME} AND past.document_json <> now.document_json`,
    nowSeconds,
  );
  const returned = changed(
    database,
    `INSERT INTO main.objects
        (kind, organization, id, version, document_json, created_at_seconds, updated_at_seconds)
      SELECT kind, organization, id, version + 1, document_json, created_at_seconds, ? FROM past.objects AS past
      WHERE NOT EXISTS (SELECT 1 FROM main.objects AS now WHERE ${SAME}) ORDER BY seq`,
    nowSeconds,
  );
  return removed + altered + returned;
}
