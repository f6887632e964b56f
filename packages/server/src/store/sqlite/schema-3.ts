/**
 * What an operator declares, who may do what, and what was changed. An API key from before there were scopes was an
 * administrator's. `details_json` and its salt go when a viewer is erased; the hashes stay, and with them the chain.
 */
export const SCHEMA_3 = `
CREATE TABLE objects (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  organization TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  document_json TEXT NOT NULL,
  created_at_seconds INTEGER NOT NULL,
  updated_at_seconds INTEGER NOT NULL,
  UNIQUE (kind, organization, id)
);

ALTER TABLE api_keys ADD COLUMN scopes_json TEXT NOT NULL DEFAULT '["admin","installation"]';
ALTER TABLE api_keys ADD COLUMN applications_json TEXT;
ALTER TABLE api_keys ADD COLUMN actions_json TEXT NOT NULL DEFAULT '["play","publish"]';
ALTER TABLE api_keys ADD COLUMN longest_ttl_seconds INTEGER;
ALTER TABLE api_keys ADD COLUMN expires_at_seconds INTEGER;
ALTER TABLE api_keys ADD COLUMN created_by TEXT NOT NULL DEFAULT 'start';
ALTER TABLE api_keys ADD COLUMN last_used_at_seconds INTEGER;
ALTER TABLE api_keys ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX api_keys_by_organization ON api_keys (organization, id);

CREATE TABLE audit (
  organization TEXT NOT NULL,
  number INTEGER NOT NULL,
  at_milliseconds INTEGER NOT NULL,
  actor TEXT NOT NULL,
  address TEXT,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  user TEXT,
  details_json TEXT,
  salt TEXT,
  details_hash TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  erased_at_seconds INTEGER,
  PRIMARY KEY (organization, number)
) WITHOUT ROWID;
CREATE INDEX audit_by_user ON audit (organization, user) WHERE user IS NOT NULL;

CREATE TABLE audit_heads (
  organization TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  seal BLOB
) WITHOUT ROWID;
`;
