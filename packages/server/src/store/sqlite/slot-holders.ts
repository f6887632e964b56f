import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord, SlotFilter, SlotSpace } from "@sluice/policy";
import { ANCESTOR_COLUMNS } from "./ancestor-columns.ts";
import { inOrder, type Row } from "./rows.ts";
import { sessionOfRow } from "./session-row.ts";
import { HOLDS_SLOT } from "./taken-slots.ts";

const WITHIN =
  "(:application IS NULL OR application = :application) AND (:stream IS NULL OR stream = :stream)";
const OF_HOLDER = "(:agent IS NULL OR agent = :agent AND (prefix4 = :prefix4 OR prefix6 = :prefix6))";
const OF_ACTION = "(:action IS NULL OR action = :action)";
const OF_ROOT = "(:root IS NULL OR token_id = :root OR ancestor1 = :root)";
const EVERY = -1;

/** Prepares the list of sessions that hold a slot in a space, the oldest first. The SQL form of `isInSpace`. */
export function prepareSlotHolders(
  database: DatabaseSync,
): (space: SlotSpace, nowSeconds: number, only?: SlotFilter) => readonly SessionRecord[] {
  const select = (owner: string) =>
    database.prepare(
      `SELECT * FROM sessions WHERE organization = :organization AND ${owner} AND ${WITHIN} AND ${HOLDS_SLOT}
       AND ${OF_HOLDER} AND ${OF_ACTION} AND ${OF_ROOT} ORDER BY seq LIMIT :limit`,
    );
  const ofToken = ["token_id", ...ANCESTOR_COLUMNS].map(column => select(`${column} = :owner`));
  const ofUser = select("user = :owner");
  const ofStream = select("stream = :owner");
  return ({ organization, application, stream, tokenId, user }, now, only) => {
    const { limit = EVERY, holder, action = null, root = null } = only ?? {};
    const { agent = null, prefix4 = null, prefix6 = null } = holder ?? {};
    const within = { organization, application: application ?? null, stream: stream ?? null };
    const asked = { ...within, now, limit, agent, prefix4, prefix6, action, root };
    const rows: Row[] = [];
    if (tokenId !== undefined) {
      for (const statement of ofToken) rows.push(...statement.all({ ...asked, owner: tokenId }));
    }
    if (user !== undefined) rows.push(...ofUser.all({ ...asked, owner: user }));
    if (tokenId === undefined && user === undefined && stream !== undefined) {
      rows.push(...ofStream.all({ ...asked, owner: stream }));
    }
    const found = onceEach(inOrder(rows)).map(sessionOfRow);
    return only ? found.slice(0, only.limit) : found;
  };
}

/** A session may be its token's and its user's. */
function onceEach(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map(row => [row.seq, row])).values()];
}

/** Prepares the list of sessions that made room for others after a second, of a holder or one of whom as little is known. */
export function prepareEvictedOfHolder(
  database: DatabaseSync,
): (
  session: Pick<SessionRecord, "organization" | "holder">,
  afterSeconds: number,
) => readonly SessionRecord[] {
  const select = database.prepare(
    `SELECT * FROM sessions WHERE organization = ? AND end_reason = 'evicted' AND ended_at_seconds > ?
     AND agent = ? AND (prefix4 = ? OR prefix6 = ? OR (coalesce(prefix4, prefix6) IS NULL AND ?))`,
  );
  return ({ organization, holder }, afterSeconds) => {
    const { agent, prefix4 = null, prefix6 = null } = holder;
    const isUnseen = Number(prefix4 === null && prefix6 === null);
    return select.all(organization, afterSeconds, agent, prefix4, prefix6, isUnseen).map(sessionOfRow);
  };
}
