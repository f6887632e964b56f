import type { DatabaseSync } from "node:sqlite";
import { type ConnectionQuestion, type ConnectionView, RECENT_LIMIT } from "../connection-view.ts";
import { mirrorsConnections } from "./mirrored-connections.ts";
import { number, type Row } from "./rows.ts";
import { holderKeys, sessionOfRow } from "./session-row.ts";

/** Where no mirror is, every running session is looked at. */
const ON_CONNECTION = `SELECT * FROM sessions WHERE ended_at_seconds IS NULL
  AND connection_server = ? AND connection_id = ? ORDER BY seq`;
const ON_MIRRORED_CONNECTION = `SELECT sessions.* FROM temp.carried_sessions AS carried
  CROSS JOIN main.sessions ON sessions.seq = carried.seq
  WHERE carried.server = ? AND carried.connection = ? ORDER BY carried.seq`;

/** Prepares what admissions look at of the sessions that connections carry, on one connection to the database. */
export function prepareConnectionView(
  database: DatabaseSync,
): (question: ConnectionQuestion) => ConnectionView {
  const onConnection = database.prepare(
    mirrorsConnections(database) ? ON_MIRRORED_CONNECTION : ON_CONNECTION,
  );
  // Named, because SQLite knows nothing of how many sessions have ended or have no connection.
  const publishers = database.prepare(
    `SELECT * FROM sessions INDEXED BY live_publishers WHERE ended_at_seconds IS NULL
     AND organization = ? AND stream = ? AND action = 'publish' AND connection_server IS NOT NULL`,
  );
  const recentOfHolder = prepareRecentOfHolder(database);
  return ({ session, nowSeconds, grace }) => {
    const { organization, stream, connection } = session;
    return {
      onConnection: () =>
        connection ? onConnection.all(connection.server, connection.id).map(sessionOfRow) : [],
      publishers: () => publishers.all(organization, stream).map(sessionOfRow),
      recentOfHolder: () => recentOfHolder(session, nowSeconds - (grace?.seconds ?? 0)).map(sessionOfRow),
    };
  };
}

/** The holder's sessions of token and stream since a second, running over connections: one look-up per address family. */
function prepareRecentOfHolder(
  database: DatabaseSync,
): (session: ConnectionQuestion["session"], sinceSeconds: number) => readonly Row[] {
  const byFamily = (family: 4 | 6) =>
    database.prepare(
      `SELECT * FROM sessions INDEXED BY sessions_by_holder${family}
       WHERE holder${family}_key = ? AND started_at_seconds >= ? AND prefix${family} = ?
       AND token_id = ? AND stream = ? AND agent = ? AND ended_at_seconds IS NULL AND connection_server IS NOT NULL
       ORDER BY started_at_seconds DESC, seq DESC LIMIT ${RECENT_LIMIT}`,
    );
  const byPrefix4 = byFamily(4);
  const byPrefix6 = byFamily(6);
  return ({ tokenId, stream, holder: { agent, prefix4 = null, prefix6 = null }, holder }, sinceSeconds) => {
    const { holder4, holder6 } = holderKeys({ tokenId, stream }, holder);
    const rest = [tokenId, stream, agent];
    const rows = [
      ...(holder4 === null ? [] : byPrefix4.all(holder4, sinceSeconds, prefix4, ...rest)),
      ...(holder6 === null ? [] : byPrefix6.all(holder6, sinceSeconds, prefix6, ...rest)),
    ];
    if (holder4 === null || holder6 === null) return rows;
    const once = [...new Map(rows.map(row => [row.seq, row])).values()];
    return once.toSorted(lastBegunFirst).slice(0, RECENT_LIMIT);
  };
}

/** Orders rows of sessions: what began last first, and of one second what was admitted last. */
export function lastBegunFirst(left: Row, right: Row): number {
  const byTime = number(right, "started_at_seconds") - number(left, "started_at_seconds");
  return byTime === 0 ? number(right, "seq") - number(left, "seq") : byTime;
}
