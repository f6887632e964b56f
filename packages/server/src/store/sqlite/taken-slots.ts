import type { DatabaseSync } from "node:sqlite";
import type { NewSession } from "@sluice/policy";
import { number } from "./rows.ts";

/** Whose places a session takes. */
export type SlotOwner = Pick<NewSession, "organization" | "stream" | "tokenId">;

/** Counts the sessions of a token, or of a stream, that hold a slot: the SQL form of `holdsSlot`. */
export function prepareTakenSlots(
  database: DatabaseSync,
): (of: "token" | "stream", owner: SlotOwner, nowSeconds: number) => number {
  const counting = (owner: string) =>
    database.prepare(`
      SELECT count(*) AS taken FROM sessions
      WHERE ${owner} AND ended_at_seconds IS NULL AND lease_until_seconds > :now
        AND last_seen_seconds + idle_seconds > :now AND cap_seconds > :now
        AND (until_seconds IS NULL OR until_seconds > :now)`);
  const ofToken = counting("token_id = :token");
  const ofStream = counting("organization = :organization AND stream = :stream");
  return (of, { organization, stream, tokenId }, nowSeconds) => {
    const row =
      of === "token"
        ? ofToken.get({ token: tokenId, now: nowSeconds })
        : ofStream.get({ organization, stream, now: nowSeconds });
    return row ? number(row, "taken") : 0;
  };
}
