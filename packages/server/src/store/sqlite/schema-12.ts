/**
 * Delegation: whether a token may be handed on, and the tokens above it, the first one in `ancestor1`. A session keeps
 * those of its token. What was never delegated is in none of these indexes.
 */
export const SCHEMA_12 = `
ALTER TABLE tokens ADD COLUMN delegation_depth INTEGER;
ALTER TABLE tokens ADD COLUMN delegation_max_children INTEGER;
ALTER TABLE tokens ADD COLUMN parent TEXT;
ALTER TABLE tokens ADD COLUMN ancestor1 TEXT;
ALTER TABLE tokens ADD COLUMN ancestor2 TEXT;
ALTER TABLE tokens ADD COLUMN ancestor3 TEXT;
ALTER TABLE tokens ADD COLUMN ancestor4 TEXT;
CREATE INDEX tokens_by_parent ON tokens (organization, parent, issued_at_milliseconds) WHERE parent IS NOT NULL;
CREATE INDEX tokens_by_ancestor1 ON tokens (ancestor1) WHERE ancestor1 IS NOT NULL;
CREATE INDEX tokens_by_ancestor2 ON tokens (ancestor2) WHERE ancestor2 IS NOT NULL;
CREATE INDEX tokens_by_ancestor3 ON tokens (ancestor3) WHERE ancestor3 IS NOT NULL;
CREATE INDEX tokens_by_ancestor4 ON tokens (ancestor4) WHERE ancestor4 IS NOT NULL;

ALTER TABLE sessions ADD COLUMN ancestor1 TEXT;
ALTER TABLE sessions ADD COLUMN ancestor2 TEXT;
ALTER TABLE sessions ADD COLUMN ancestor3 TEXT;
ALTER TABLE sessions ADD COLUMN ancestor4 TEXT;
CREATE INDEX sessions_by_ancestor1 ON sessions (ancestor1) WHERE ancestor1 IS NOT NULL;
CREATE INDEX sessions_by_ancestor2 ON sessions (ancestor2) WHERE ancestor2 IS NOT NULL;
CREATE INDEX sessions_by_ancestor3 ON sessions (ancestor3) WHERE ancestor3 IS NOT NULL;
CREATE INDEX sessions_by_ancestor4 ON sessions (ancestor4) WHERE ancestor4 IS NOT NULL;
CREATE INDEX live_sessions_by_ancestor1 ON sessions (ancestor1)
  WHERE ended_at_seconds IS NULL AND ancestor1 IS NOT NULL;
CREATE INDEX live_sessions_by_ancestor2 ON sessions (ancestor2)
  WHERE ended_at_seconds IS NULL AND ancestor2 IS NOT NULL;
CREATE INDEX live_sessions_by_ancestor3 ON sessions (ancestor3)
  WHERE ended_at_seconds IS NULL AND ancestor3 IS NOT NULL;
CREATE INDEX live_sessions_by_ancestor4 ON sessions (ancestor4)
  WHERE ended_at_seconds IS NULL AND ancestor4 IS NOT NULL;
CREATE INDEX live_delegated_sessions ON sessions (organization)
  WHERE ended_at_seconds IS NULL AND ancestor1 IS NOT NULL;
CREATE INDEX operator_ends_of_delegated ON sessions (ancestor1, ended_at_seconds)
  WHERE end_reason = 'operator' AND ancestor1 IS NOT NULL;
`;
