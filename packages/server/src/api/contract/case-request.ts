/** What one request of a case differs in from an administrator's bare call of the operation. */
export interface CaseRequest {
  /** The parts of the path: `{ id: "st_…" }`. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with `content-type: application/json` unless the headers say otherwise. */
  readonly text?: string;
  /** The API key; null: none. */
  readonly key?: string | null;
  /** The whole address, in place of `path` and `query`. */
  readonly url?: string;
  /** The client's address. */
  readonly from?: string;
}
