/**
 * A stream's own limit of sessions is counted like a token's: a session that lost its place must find both again. A
 * decision tells when the stream did not enforce it.
 */
export const SCHEMA_8 = `
ALTER TABLE sessions ADD COLUMN stream_max_sessions INTEGER;
ALTER TABLE decisions ADD COLUMN unenforced TEXT;
`;
