/**
 * Tokens that change, are suspended and belong to applications; sessions and rules that know whose key issued a token;
 * rules that stay in the list when they are undone; decisions in columns; requests that are answered once.
 * `token_applications` lists a token under each application that its streams are in, `token_suspensions` tells what
 * was, for questions about the past. `applications_json` of a rule is what its effect is confined to, null for more.
 */
export const SCHEMA_4 = `
ALTER TABLE tokens ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tokens ADD COLUMN suspended_at_seconds INTEGER;
CREATE INDEX tokens_by_issuer ON tokens (organization, issued_by, issued_at_milliseconds);

CREATE TABLE token_applications (
  organization TEXT NOT NULL,
  application TEXT NOT NULL,
  issued_at_milliseconds INTEGER NOT NULL,
  token_seq INTEGER NOT NULL,
  PRIMARY KEY (organization, application, issued_at_milliseconds, token_seq)
) WITHOUT ROWID;
INSERT INTO token_applications
  SELECT DISTINCT organization, substr(stream, 1, instr(stream, '/') - 1), issued_at_milliseconds, token_seq
  FROM token_streams;

CREATE TABLE token_suspensions (
  token_id TEXT NOT NULL,
  from_seconds INTEGER NOT NULL,
  until_seconds INTEGER
);
CREATE INDEX token_suspensions_by_token ON token_suspensions (token_id);

ALTER TABLE sessions ADD COLUMN token_issued_by TEXT;
ALTER TABLE sessions ADD COLUMN jti TEXT;
UPDATE sessions SET token_issued_by = (SELECT issued_by FROM tokens WHERE tokens.id = sessions.token_id)
  WHERE ended_at_seconds IS NULL;

ALTER TABLE revocations ADD COLUMN created_by TEXT;
ALTER TABLE revocations ADD COLUMN applications_json TEXT;
ALTER TABLE revocations ADD COLUMN effect_milliseconds INTEGER;
ALTER TABLE revocations ADD COLUMN undone_at_seconds INTEGER;

ALTER TABLE decisions RENAME TO decisions_before_4;
CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  ref TEXT NOT NULL UNIQUE,
  at_milliseconds INTEGER NOT NULL,
  organization TEXT,
  application TEXT,
  stream TEXT,
  allowed INTEGER NOT NULL,
  reason TEXT,
  door TEXT NOT NULL,
  action TEXT NOT NULL,
  token_id TEXT,
  session_id TEXT,
  user TEXT,
  ip TEXT,
  user_agent TEXT,
  rules_json TEXT NOT NULL
);
INSERT INTO decisions
  SELECT seq, ref, decision_json ->> 'atMilliseconds', decision_json ->> 'organization',
    CASE WHEN instr(decision_json ->> 'stream', '/') > 0
      THEN substr(decision_json ->> 'stream', 1, instr(decision_json ->> 'stream', '/') - 1) END,
    decision_json ->> 'stream', decision_json ->> 'allowed', decision_json ->> 'reason', decision_json ->> 'door',
    decision_json ->> 'action', decision_json ->> 'tokenId', decision_json ->> 'sessionId', decision_json ->> 'user',
    decision_json ->> 'ip', decision_json ->> 'userAgent', decision_json -> 'rules'
  FROM decisions_before_4 ORDER BY seq;
DROP TABLE decisions_before_4;
CREATE INDEX decisions_by_organization ON decisions (organization, at_milliseconds);
CREATE INDEX decisions_by_user ON decisions (organization, user, at_milliseconds) WHERE user IS NOT NULL;
CREATE INDEX decisions_by_token ON decisions (organization, token_id, at_milliseconds) WHERE token_id IS NOT NULL;
CREATE INDEX decisions_by_ip ON decisions (organization, ip, at_milliseconds) WHERE ip IS NOT NULL;
CREATE INDEX decisions_by_stream ON decisions (organization, stream, at_milliseconds) WHERE stream IS NOT NULL;

CREATE TABLE idempotency (
  organization TEXT NOT NULL,
  api_key TEXT NOT NULL,
  key_hash BLOB NOT NULL,
  request_hash BLOB NOT NULL,
  token_ids_json TEXT NOT NULL,
  sealed TEXT NOT NULL,
  created_at_seconds INTEGER NOT NULL,
  PRIMARY KEY (organization, api_key, key_hash)
) WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at_seconds);
`;
