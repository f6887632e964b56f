/**
 * The keys that vouch for tokens. Their settings are one document, in which secrets are sealed; what changes without
 * a version stands beside it.
 */
export const SCHEMA_9 = `
CREATE TABLE token_keys (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  organization TEXT NOT NULL,
  kid TEXT NOT NULL,
  document_json TEXT NOT NULL,
  version INTEGER NOT NULL,
  fetched_json TEXT,
  last_used_at_seconds INTEGER,
  UNIQUE (organization, kid)
);
`;
