/** What a kind of log line is. */
interface LogEventNotes {
  /** When it is written. */
  readonly when: string;
  /** Its fields besides `level`, `time`, `event` and `msg`, in order. A field without a value is left out. */
  readonly fields: readonly string[];
}

/**
 * Every kind of log line, by its stable code. To add one: one entry here, and its row in docs/operations.md. None of the
 * fields holds a credential.
 */
export const logEvents = {
  started: {
    when: "the server answers",
    fields: ["version", "node", "public_url", "data_dir"],
  },
  stopping: { when: "a signal asks it to stop", fields: [] },
  decision: {
    when: "a viewer or publisher was let in or refused; what strangers repeat is written once in 10 s",
    fields: ["ref", "door", "action", "stream", "token", "session", "user", "ip", "reason", "unenforced"],
  },
  problem: {
    when: "the API answered with a problem; at level error from status 500 on",
    fields: ["ref", "status", "reason", "method", "route", "key", "ip", "err"],
  },
  "request-failed": {
    when: "a fault broke a request at another door; its answer shows the reference",
    fields: ["ref", "ip", "err"],
  },
  fault: { when: "a fault outside any request", fields: ["err"] },
  "store-unwritable": { when: "sessions could not be written now; it is tried again", fields: ["err"] },
  "database-lost": {
    when: "the database could not be opened again after a restore; the process ends, to be started again",
    fields: ["err"],
  },
  "decisions-unwritten": { when: "decisions could not be written yet; it is tried again", fields: ["err"] },
  "declaration-ignored": {
    when: "something that the file or the database declares has no effect; the text says what",
    fields: [],
  },
  "configuration-reloaded": {
    when: "SIGHUP: the configuration was read again, and what it declares is in force",
    fields: ["added", "changed", "removed"],
  },
  "configuration-refused": {
    when: "SIGHUP: the configuration has this problem, one line each; nothing was changed",
    fields: [],
  },
  "restart-needed": {
    when: "SIGHUP: a setting has changed that a running server cannot take over",
    fields: ["setting"],
  },
  "geo-database-unreadable": {
    when: "a file of `geo_databases` cannot be read; what was read before stays",
    fields: ["path", "err"],
  },
  "no-control-socket": {
    when: "the folder's owner cannot command the server without a key",
    fields: ["err"],
  },
  "event-lost": {
    when: "a listener broke over something that has happened (a webhook's, for example)",
    fields: ["type", "err"],
  },
  "webhook-disabled": { when: "a webhook was switched off", fields: ["webhook", "reason"] },
  "webhook-not-disabled": {
    when: "a webhook could not be switched off yet; it is tried again",
    fields: ["webhook", "err"],
  },
  "webhook-events-unwritten": {
    when: "events for webhooks could not be written yet; it is tried again",
    fields: ["err"],
  },
  "webhook-deliveries-unwritten": {
    when: "what became of deliveries could not be written yet; it is tried again",
    fields: ["err"],
  },
  "webhook-outbox-unreadable": {
    when: "the deliveries that are due could not be read now; it is tried again",
    fields: ["err"],
  },
} as const satisfies Readonly<Record<string, LogEventNotes>>;

/** The code of a kind of log line. */
export type LogEvent = keyof typeof logEvents;

/** The fields that every line has. */
export const COMMON_LOG_FIELDS: readonly string[] = ["level", "time", "event", "msg"];
