import type { Secret } from "@sluice/token";

/** One item of an export: where it stands in the file, and what it says. */
export interface Row {
  /** For people: `line 7`, `videos[3]`. */
  readonly at: string;
  /** By column, or by member of the JSON object. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Settings of a stream as API v1 takes them; null takes one back to the application's. */
export interface ImportedSettings {
  readonly enforcement?: { readonly play: "off" | "report" | "enforce" | null };
  readonly embed_token?: boolean | null;
  readonly follow_default?: boolean;
}

/** A stream of another system, in words of this one. */
export interface ImportedStream {
  readonly at: string;
  /** Its name below the application. */
  readonly id: string;
  readonly kind: "live" | "vod" | undefined;
  readonly group: string | undefined;
  /** Ids of the other system, where they are not its name. */
  readonly aliases: readonly string[];
  readonly settings: ImportedSettings;
}

/** A key of another system, with the value that signs its tokens. */
export interface ImportedKey {
  readonly at: string;
  readonly kid: string;
  readonly name: string;
  readonly value: Secret;
  /** What the key is: the bytes of the value's text, or those that it says in hexadecimal. */
  readonly encoding: "text" | "hex";
}

/** What is wrong with a row. Never quotes a value that could be a secret. */
export interface RowProblem {
  readonly at: string;
  readonly message: string;
}

/** What a row is: something to be imported, something that has no place here, or a mistake. */
export type Reading =
  | { readonly stream: ImportedStream }
  | { readonly key: ImportedKey }
  | { readonly skipped: string }
  | { readonly problem: string };

/** Everything that a file says. */
export interface Imported {
  readonly streams: readonly ImportedStream[];
  readonly keys: readonly ImportedKey[];
  /** Rows that have no place here: folders for example. */
  readonly skipped: readonly RowProblem[];
  readonly problems: readonly RowProblem[];
}
