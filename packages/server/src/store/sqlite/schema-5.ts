/**
 * API keys get a place in their list, and the text before a rotation. The audit log is read by each of its filters from
 * an index, which ends with `number` because the table's key does.
 */
export const SCHEMA_5 = `
CREATE TABLE numbered_api_keys (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organization TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  previous_hash BLOB UNIQUE,
  previous_until_seconds INTEGER,
  scopes_json TEXT NOT NULL,
  applications_json TEXT,
  actions_json TEXT NOT NULL,
  longest_ttl_seconds INTEGER,
  expires_at_seconds INTEGER,
  created_at_seconds INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  last_used_at_seconds INTEGER,
  version INTEGER NOT NULL
);
INSERT INTO numbered_api_keys
  (id, organization, name, hash, scopes_json, applications_json, actions_json, longest_ttl_seconds,
   expires_at_seconds, created_at_seconds, created_by, last_used_at_seconds, version)
  SELECT id, organization, name, hash, scopes_json, applications_json, actions_json, longest_ttl_seconds,
   expires_at_seconds, created_at_seconds, created_by, last_used_at_seconds, version
  FROM api_keys ORDER BY created_at_seconds, id;
DROP TABLE api_keys;
ALTER TABLE numbered_api_keys RENAME TO api_keys;
CREATE INDEX api_keys_by_organization ON api_keys (organization);

CREATE INDEX audit_by_time ON audit (organization, at_milliseconds);
CREATE INDEX audit_by_actor ON audit (organization, actor);
CREATE INDEX audit_by_action ON audit (organization, action);
CREATE INDEX audit_by_subject ON audit (organization, subject_id);
`;
