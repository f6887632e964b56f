/**
 * The outbox of webhooks and its log. Numbers grow with time, so the oldest come first by `seq`, which ends every index.
 * Only what is pending has a next attempt, and only that is in its index.
 */
export const SCHEMA_7 = `
CREATE TABLE webhook_deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook TEXT NOT NULL,
  organization TEXT NOT NULL,
  id TEXT NOT NULL,
  event TEXT NOT NULL,
  user TEXT,
  payload TEXT,
  created_at_milliseconds INTEGER NOT NULL,
  status TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  attempts_json TEXT NOT NULL DEFAULT '[]',
  next_attempt_at_milliseconds INTEGER,
  dropped INTEGER NOT NULL DEFAULT 0,
  UNIQUE (webhook, id)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_attempt_at_milliseconds)
  WHERE next_attempt_at_milliseconds IS NOT NULL;
CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (webhook);
CREATE INDEX webhook_deliveries_by_status ON webhook_deliveries (webhook, status);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (webhook, event);
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (webhook, created_at_milliseconds)
  WHERE status = 'failed';
CREATE INDEX webhook_deliveries_by_user ON webhook_deliveries (organization, user) WHERE user IS NOT NULL;

CREATE TABLE webhook_health (
  webhook TEXT PRIMARY KEY,
  failing_since_milliseconds INTEGER,
  last_success_at_milliseconds INTEGER,
  last_failure_at_milliseconds INTEGER
) WITHOUT ROWID;
`;
