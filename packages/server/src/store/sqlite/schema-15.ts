/**
 * Limits of tokens beside those that have columns, and what tokens, sessions and streams have used of quotas. A stream's
 * row is there once something of it is counted. Sessions keep how their places are counted where that is not the usual
 * way, and are found by their end when they made room for others.
 */
export const SCHEMA_15 = `
ALTER TABLE tokens ADD COLUMN limits_json TEXT;
ALTER TABLE tokens ADD COLUMN watched_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tokens ADD COLUMN used_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN counting_json TEXT;
ALTER TABLE sessions ADD COLUMN metered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN watched_seconds INTEGER NOT NULL DEFAULT 0;
CREATE INDEX evicted_sessions ON sessions (organization, ended_at_seconds) WHERE end_reason = 'evicted';
CREATE TABLE stream_totals (
  organization TEXT NOT NULL,
  stream TEXT NOT NULL,
  plays INTEGER NOT NULL DEFAULT 0,
  watched_seconds INTEGER NOT NULL DEFAULT 0,
  used_bytes INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (organization, stream)
) WITHOUT ROWID;
`;
