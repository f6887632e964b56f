/**
 * Usage, by hour and by day, so that a series of days reads no hours. `value` is empty for what has none. The order of
 * the key lets a page of a step be read from one place.
 *
 * Pruning finds tokens by their expiry and sessions by their end.
 *
 * `lineage` tells which databases this one goes on from, the last row being itself; a copy bears the moment it was
 * taken at in `copy_stamp`. `withdrawn_tokens` are those that a restore has taken back: what is known of their use is
 * kept, because a later copy may bring them again.
 */
export const SCHEMA_6 = `
CREATE TABLE usage (
  organization TEXT NOT NULL,
  dimension TEXT NOT NULL,
  step TEXT NOT NULL,
  at_seconds INTEGER NOT NULL,
  value TEXT NOT NULL,
  sessions INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  PRIMARY KEY (organization, dimension, step, at_seconds, value)
) WITHOUT ROWID;

CREATE INDEX tokens_by_expiry ON tokens (expires_at_seconds) WHERE expires_at_seconds IS NOT NULL;
CREATE INDEX sessions_by_end ON sessions (ended_at_seconds) WHERE ended_at_seconds IS NOT NULL;

CREATE TABLE lineage (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  until_milliseconds INTEGER
);
INSERT INTO lineage (id) VALUES (lower(hex(randomblob(16))));

CREATE TABLE copy_stamp (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  at_milliseconds INTEGER NOT NULL
);

CREATE TABLE withdrawn_tokens (
  id TEXT PRIMARY KEY,
  organization TEXT NOT NULL,
  user TEXT,
  uses INTEGER NOT NULL,
  revoked_at_seconds INTEGER,
  suspended_at_seconds INTEGER
) WITHOUT ROWID;
CREATE INDEX withdrawn_tokens_by_user ON withdrawn_tokens (organization, user) WHERE user IS NOT NULL;
`;
