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
  restarting: { when: "supervised, SIGUSR2: another server was started to take over", fields: ["pid"] },
  restarted: {
    when: "supervised: the new server answers; milliseconds since the signal",
    fields: ["pid", "milliseconds"],
  },
  "restart-failed": {
    when: "supervised: the new server ended before it took over; the old one goes on",
    fields: ["pid", "code", "signal"],
  },
  "server-died": {
    when: "supervised: the server ended unasked, and is started again after so many milliseconds",
    fields: ["pid", "code", "signal", "wait_milliseconds"],
  },
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
  "decisions-unwritten": {
    when: "decisions could not be written yet; tried again, and said again only after it has worked",
    fields: ["err"],
  },
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
  "origin-lost": {
    when: "an origin has failed three times in a row; written again only after it has answered",
    fields: ["application", "reason", "detail"],
  },
  "origin-back": { when: "an origin answers again", fields: ["application"] },
  "certificate-reloaded": {
    when: "the files of `tls_cert` and `tls_key` have changed, and new connections get the new certificate",
    fields: ["valid_to"],
  },
  "certificate-refused": {
    when: "the files of `tls_cert` and `tls_key` have changed and are no pair; the certificate before stays",
    fields: ["err"],
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
  "kick-failed": {
    when: "a session ended, and its connection at the media server could not be cut within 30 s",
    fields: ["server", "session", "reason", "err"],
  },
  "kick-unsupported": {
    when: "a session ended, and its media server has no way to cut the connection, or none that is configured",
    fields: ["server", "session", "reason"],
  },
  "media-server-lost": {
    when: "a media server's API does not answer; written again only after it has answered",
    fields: ["server", "err"],
  },
  "media-server-back": { when: "a media server's API answers again", fields: ["server"] },
  "unknown-clients-kicked": {
    when: "clients were cut that no session knows, on streams that are enforced",
    fields: ["server", "count"],
  },
} as const satisfies Readonly<Record<string, LogEventNotes>>;

/** The code of a kind of log line. */
export type LogEvent = keyof typeof logEvents;

/** The fields that every line has. */
export const COMMON_LOG_FIELDS: readonly string[] = ["level", "time", "event", "msg"];
