import type { DatabaseSync } from "node:sqlite";
import { type ConnectionQuestion, type ConnectionView, RECENT_LIMIT } from "../connection-view.ts";
import { sessionOfRow } from "./session-row.ts";

/** Prepares what admissions look at of the sessions that connections carry, on one connection to the database. */
export function prepareConnectionView(
  database: DatabaseSync,
): (question: ConnectionQuestion) => ConnectionView {
  // Named, because SQLite knows nothing of how many sessions have ended or have no connection.
  const running = (index: string, condition: string) =>
    database.prepare(
      `SELECT * FROM sessions INDEXED BY ${index} WHERE ended_at_seconds IS NULL AND ${condition}`,
    );
  const onConnection = running("live_sessions_by_connection", "connection_server = ? AND connection_id = ?");
  const publishers = running(
    "live_publishers",
    "organization = ? AND stream = ? AND action = 'publish' AND connection_server IS NOT NULL",
  );
  const recent = running(
    "live_connections_by_token",
    `token_id = ? AND stream = ? AND connection_server IS NOT NULL AND started_at_seconds >= ?
     AND agent = ? AND (prefix4 = ? OR prefix6 = ?) ORDER BY started_at_seconds DESC, seq DESC LIMIT ${RECENT_LIMIT}`,
  );
  return ({ session, nowSeconds, grace }) => {
    const { organization, stream, tokenId, connection, holder } = session;
    return {
      onConnection: () =>
        connection ? onConnection.all(connection.server, connection.id).map(sessionOfRow) : [],
      publishers: () => publishers.all(organization, stream).map(sessionOfRow),
      recentOfHolder: () =>
        recent
          .all(
            tokenId,
            stream,
            nowSeconds - (grace?.seconds ?? 0),
            holder.agent,
            holder.prefix4 ?? null,
            holder.prefix6 ?? null,
          )
          .map(sessionOfRow),
    };
  };
}
