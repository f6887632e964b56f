import type { DatabaseSync } from "node:sqlite";
import { applicationsOf } from "../target-reach.ts";
import { number } from "./rows.ts";
import { tokenOfRow } from "./token-row.ts";

/**
 * Prepares the removal of tokens, with the streams and applications they are listed under and what their suspensions
 * were. They are unknown from then on, and refused. Runs inside a transaction; resolves to how many there were.
 */
export function prepareDeleteTokens(database: DatabaseSync): (seqs: readonly number[]) => number {
  const select = database.prepare("SELECT * FROM tokens WHERE seq = ?");
  const remove = database.prepare("DELETE FROM tokens WHERE seq = ?");
  const removeSuspensions = database.prepare("DELETE FROM token_suspensions WHERE token_id = ?");
  const place = "organization = ? AND issued_at_milliseconds = ? AND token_seq = ?";
  const removeStream = database.prepare(`DELETE FROM token_streams WHERE stream = ? AND ${place}`);
  const removeApplication = database.prepare(
    `DELETE FROM token_applications WHERE application = ? AND ${place}`,
  );
  return seqs => {
    let removed = 0;
    for (const row of seqs.map(seq => select.get(seq))) {
      if (!row) continue;
      const { id, organization, issuedAtMilliseconds, target } = tokenOfRow(row);
      const seq = number(row, "seq");
      const streams = "streams" in target ? target.streams : [];
      for (const stream of streams) removeStream.run(stream, organization, issuedAtMilliseconds, seq);
      for (const application of applicationsOf(target) ?? []) {
        removeApplication.run(application, organization, issuedAtMilliseconds, seq);
      }
      removeSuspensions.run(id);
      removed += Number(remove.run(seq).changes);
    }
    return removed;
  };
}
