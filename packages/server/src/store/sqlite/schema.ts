/**
 * The first schema. `seq` is the order of insertion. A column's unit is its last word; `_json` columns are read
 * whole and never searched. Partial indexes over running sessions keep revocations and slots fast however long
 * the history grows.
 */
export const SCHEMA_1 = `
CREATE TABLE tokens (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organization TEXT NOT NULL,
  kind TEXT NOT NULL,
  secret_hash BLOB NOT NULL,
  action TEXT NOT NULL,
  target_json TEXT NOT NULL,
  target_group TEXT,
  opens_all INTEGER NOT NULL,
  not_before_seconds INTEGER,
  expires_at_seconds INTEGER,
  max_uses INTEGER,
  max_sessions INTEGER,
  ip_json TEXT NOT NULL,
  domains_json TEXT NOT NULL,
  user TEXT,
  tag TEXT,
  annotations_json TEXT NOT NULL,
  disconnect_at_expiry INTEGER NOT NULL,
  issued_at_milliseconds INTEGER NOT NULL,
  issued_by TEXT NOT NULL,
  uses INTEGER NOT NULL,
  revoked_at_seconds INTEGER
);
CREATE INDEX tokens_by_organization ON tokens (organization, issued_at_milliseconds);
CREATE INDEX tokens_by_user ON tokens (organization, user, issued_at_milliseconds) WHERE user IS NOT NULL;
CREATE INDEX tokens_by_tag ON tokens (organization, tag, issued_at_milliseconds) WHERE tag IS NOT NULL;
CREATE INDEX tokens_by_group ON tokens (organization, target_group, issued_at_milliseconds)
  WHERE target_group IS NOT NULL;
CREATE INDEX tokens_opening_all ON tokens (organization, issued_at_milliseconds) WHERE opens_all = 1;

CREATE TABLE token_streams (
  organization TEXT NOT NULL,
  stream TEXT NOT NULL,
  issued_at_milliseconds INTEGER NOT NULL,
  token_seq INTEGER NOT NULL,
  PRIMARY KEY (organization, stream, issued_at_milliseconds, token_seq)
) WITHOUT ROWID;

CREATE TABLE sessions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organization TEXT NOT NULL,
  application TEXT NOT NULL,
  stream TEXT NOT NULL,
  stream_group TEXT NOT NULL,
  action TEXT NOT NULL,
  door TEXT NOT NULL,
  token_id TEXT NOT NULL,
  user TEXT,
  tag TEXT,
  token_issued_at_milliseconds INTEGER NOT NULL,
  agent TEXT NOT NULL,
  prefix4 TEXT,
  prefix6 TEXT,
  holder4_key INTEGER,
  holder6_key INTEGER,
  address TEXT,
  bound INTEGER NOT NULL,
  max_sessions INTEGER,
  started_at_seconds INTEGER NOT NULL,
  cap_seconds INTEGER NOT NULL,
  until_seconds INTEGER,
  idle_seconds INTEGER NOT NULL,
  lease_seconds INTEGER NOT NULL,
  repeats INTEGER NOT NULL,
  last_seen_seconds INTEGER NOT NULL,
  lease_until_seconds INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  ended_at_seconds INTEGER,
  end_reason TEXT
);
CREATE INDEX sessions_by_holder4 ON sessions (holder4_key) WHERE holder4_key IS NOT NULL;
CREATE INDEX sessions_by_holder6 ON sessions (holder6_key) WHERE holder6_key IS NOT NULL;
CREATE INDEX sessions_by_token ON sessions (organization, token_id);
CREATE INDEX sessions_by_user ON sessions (organization, user) WHERE user IS NOT NULL;
CREATE INDEX sessions_by_stream ON sessions (organization, stream);
CREATE INDEX sessions_by_organization ON sessions (organization);
CREATE INDEX live_sessions ON sessions (organization) WHERE ended_at_seconds IS NULL;
CREATE INDEX live_sessions_by_token ON sessions (token_id) WHERE ended_at_seconds IS NULL;
CREATE INDEX live_sessions_by_application ON sessions (organization, application) WHERE ended_at_seconds IS NULL;
CREATE INDEX live_sessions_by_stream ON sessions (organization, stream) WHERE ended_at_seconds IS NULL;
CREATE INDEX live_sessions_by_group ON sessions (organization, stream_group) WHERE ended_at_seconds IS NULL;
CREATE INDEX live_sessions_by_tag ON sessions (organization, tag)
  WHERE ended_at_seconds IS NULL AND tag IS NOT NULL;

CREATE TABLE revocations (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  organization TEXT NOT NULL,
  selector_json TEXT NOT NULL,
  issued_up_to_milliseconds INTEGER,
  until_seconds INTEGER,
  created_at_seconds INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  sessions INTEGER NOT NULL
);
CREATE INDEX revocations_by_organization ON revocations (organization);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  organization TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  created_at_seconds INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  ref TEXT NOT NULL UNIQUE,
  decision_json TEXT NOT NULL
);

CREATE TABLE clock (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  high_water_seconds INTEGER NOT NULL
);
INSERT INTO clock VALUES (1, 0);
`;

/** Bars are looked up at every admission; the check of the master key tells a start that it has another key. */
export const SCHEMA_2 = `
CREATE INDEX operator_ends ON sessions (token_id, ended_at_seconds) WHERE end_reason = 'operator';

CREATE TABLE master_key (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  key_check BLOB NOT NULL
);
`;
