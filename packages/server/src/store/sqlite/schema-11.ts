/** Sessions of signed tokens: the folder that their token opened, and how their end moves on. */
export const SCHEMA_11 = `
ALTER TABLE sessions ADD COLUMN entry_folder TEXT;
ALTER TABLE sessions ADD COLUMN renewal_json TEXT;
`;
