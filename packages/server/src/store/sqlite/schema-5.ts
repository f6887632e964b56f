/**
 * Usage, by hour and by day, so that a series of days reads no hours. `value` is empty for what has none. The order of
 * the key lets a page of a step be read from one place.
 */
export const SCHEMA_5 = `
CREATE TABLE usage (
  organization TEXT NOT NULL,
  dimension TEXT NOT NULL,
  step TEXT NOT NULL,
  at_seconds INTEGER NOT NULL,
  value TEXT NOT NULL,
  sessions INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  PRIMARY KEY (organization, dimension, step, at_seconds, value)
) WITHOUT ROWID;
`;
