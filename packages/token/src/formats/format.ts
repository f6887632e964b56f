/** A token as read from the wire, before anything about it is believed. */
export type Opened = OpenedReference;

/** A token that names a record: what it may do stands in the store, found by `id` and proven by `secret`. */
export interface OpenedReference {
  readonly carries: "reference";
  readonly format: string;
  readonly id: string;
  readonly secret: string;
}

/**
 * One way of writing a token. Pure: no key, no clock, no store. JWT and CAT join this table as formats that
 * carry claims.
 */
export interface TokenFormat {
  readonly id: string;
  /** Cheap and certain: true for at most one format of the table. */
  looksLike(raw: string): boolean;
  /** Reads the text; undefined when it is malformed. Never throws. */
  open(raw: string): Opened | undefined;
}
