/** To whom a token belongs since it was used first, and the entry that opened a session. */
export const SCHEMA_16 = `
ALTER TABLE tokens ADD COLUMN binding_json TEXT;
ALTER TABLE sessions ADD COLUMN entry TEXT;
`;
