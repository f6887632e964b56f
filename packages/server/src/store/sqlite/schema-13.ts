/** When its stream closes, as it was when the session began: a change of the token must not forget it. */
export const SCHEMA_13 = `
ALTER TABLE sessions ADD COLUMN stream_until_seconds INTEGER;
`;
