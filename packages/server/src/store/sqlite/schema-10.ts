/**
 * Signed tokens: which key signed, the id inside the text, the claim map or label profile, and the claims as the text
 * has them. A session keeps the key, so that the end of a key ends what its tokens opened.
 */
export const SCHEMA_10 = `
ALTER TABLE tokens ADD COLUMN key_id TEXT;
ALTER TABLE tokens ADD COLUMN jti TEXT;
ALTER TABLE tokens ADD COLUMN profile TEXT;
ALTER TABLE tokens ADD COLUMN claims_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE sessions ADD COLUMN token_key_id TEXT;
CREATE INDEX tokens_by_jti ON tokens (organization, jti) WHERE jti IS NOT NULL;
CREATE INDEX tokens_by_key ON tokens (organization, key_id, issued_at_milliseconds) WHERE key_id IS NOT NULL;
`;
