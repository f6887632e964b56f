/** Who opens a stream by codes of the time. */
export const SCHEMA_18 = `
CREATE TABLE subscribers (
  organization TEXT NOT NULL,
  stream TEXT NOT NULL,
  subscriber_id TEXT NOT NULL,
  document_json TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (organization, stream, subscriber_id)
) WITHOUT ROWID;
CREATE INDEX subscribers_by_id ON subscribers (organization, subscriber_id);
`;
