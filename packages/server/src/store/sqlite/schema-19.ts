/**
 * Fewer places that an admission writes to. A token's sessions are in one index, the running ones apart in it; a holder's
 * are in the order of their beginning, so that those who ask twice are found there, too. Which connection carries which
 * session is only asked of running ones, and is known in memory (`mirrorConnections`).
 */
export const SCHEMA_19 = `
DROP INDEX live_sessions_by_connection;
DROP INDEX live_connections_by_token;
DROP INDEX live_sessions_by_token;
DROP INDEX sessions_by_token;
DROP INDEX sessions_by_holder4;
DROP INDEX sessions_by_holder6;
CREATE INDEX sessions_by_token ON sessions (token_id, (ended_at_seconds IS NULL), organization);
CREATE INDEX sessions_by_holder4 ON sessions (holder4_key, started_at_seconds) WHERE holder4_key IS NOT NULL;
CREATE INDEX sessions_by_holder6 ON sessions (holder6_key, started_at_seconds) WHERE holder6_key IS NOT NULL;
`;
