import type { DatabaseSync } from "node:sqlite";
import type { NewSession } from "@sluice/policy";
import { ANCESTOR_COLUMNS, countingEach, sumOf } from "./ancestor-columns.ts";
import { IS_RUNNING } from "./running.ts";

/** SQL for a session that holds a slot at the second `:now`. */
export const HOLDS_SLOT = `${IS_RUNNING} AND cap_seconds > :now
        AND (connection_server IS NOT NULL
          OR lease_until_seconds > :now AND last_seen_seconds + idle_seconds > :now)
        AND (until_seconds IS NULL OR until_seconds > :now)`;

/** Whose places a session takes. */
export type SlotOwner = Pick<NewSession, "organization" | "stream" | "tokenId">;

/**
 * Counts the sessions that hold a slot: of a token and of those delegated from it, or of a stream. The SQL form of
 * `holdsSlot`.
 */
export function prepareTakenSlots(
  database: DatabaseSync,
): (of: "token" | "stream", owner: SlotOwner, nowSeconds: number) => number {
  const counting = (owner: string) => `
      SELECT count(*) AS count FROM sessions
      WHERE ${owner} AND ${HOLDS_SLOT}`;
  const places = ["token_id", ...ANCESTOR_COLUMNS];
  const ofToken = database.prepare(countingEach(places, column => counting(`${column} = :token`)));
  const ofStream = database.prepare(counting("organization = :organization AND stream = :stream"));
  return (of, { organization, stream, tokenId }, nowSeconds) => {
    return sumOf(
      of === "token"
        ? ofToken.all({ token: tokenId, now: nowSeconds })
        : ofStream.all({ organization, stream, now: nowSeconds }),
    );
  };
}
