/** The site on which a session began, for rules that name sites. */
export const SCHEMA_17 = `
ALTER TABLE sessions ADD COLUMN site TEXT;
`;
