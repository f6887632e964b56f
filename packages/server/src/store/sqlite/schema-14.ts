/**
 * The connection of a media server that carries a session. Indexed while it runs: who is on a connection, who publishes a
 * stream, and what a token's holder has just begun; by server also afterwards, for lists. A session that is resumed has
 * cost no use.
 */
export const SCHEMA_14 = `
ALTER TABLE sessions ADD COLUMN connection_server TEXT;
ALTER TABLE sessions ADD COLUMN connection_id TEXT;
ALTER TABLE sessions ADD COLUMN connection_protocol TEXT;
ALTER TABLE sessions ADD COLUMN is_resumed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX live_sessions_by_connection ON sessions (connection_server, connection_id)
  WHERE ended_at_seconds IS NULL AND connection_server IS NOT NULL;
CREATE INDEX live_publishers ON sessions (organization, stream)
  WHERE ended_at_seconds IS NULL AND connection_server IS NOT NULL AND action = 'publish';
CREATE INDEX live_connections_by_token ON sessions (token_id, stream, started_at_seconds)
  WHERE ended_at_seconds IS NULL AND connection_server IS NOT NULL;
CREATE INDEX live_sessions_by_server ON sessions (organization, connection_server)
  WHERE ended_at_seconds IS NULL AND connection_server IS NOT NULL;
CREATE INDEX sessions_by_server ON sessions (organization, connection_server) WHERE connection_server IS NOT NULL;
`;
