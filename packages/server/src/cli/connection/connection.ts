import type { Readable } from "node:stream";

/** One call of API v1. */
export interface ApiCall {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From `/v1/` on, with every part encoded. */
  readonly path: string;
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** How long the answer may take. Default 30 s. */
  readonly patienceMilliseconds?: number;
}

/** A call whose body, or whose answer, is a file. It may take as long as it likes. */
export interface FileCall extends Pick<ApiCall, "method" | "path" | "query"> {
  /** Sent as an SQLite database. */
  readonly file?: Readable;
}

/** An answer that is read as it comes. */
export interface FileReply {
  readonly status: number;
  readonly content: Readable;
}

/** An answer of API v1 as it came: the text may be anything. */
export interface ApiReply {
  readonly status: number;
  readonly text: string;
}

/** A way to a server, or to a data folder that no server uses. */
export interface Connection {
  /** `folder`: there is no server, and links that are made now open once one is started. */
  readonly kind: "url" | "socket" | "folder";
  /** Where the answers come from: `http://localhost:8080`, `the server on ./data`. */
  readonly name: string;
  /** Throws PlainFailure when no answer comes. */
  call(call: ApiCall): Promise<ApiReply>;
  /** Throws PlainFailure when no answer comes. */
  transfer(call: FileCall): Promise<FileReply>;
  close(): Promise<void>;
}

/** The path of a call with its query. */
export function pathOf({ path, query = {} }: Pick<ApiCall, "path" | "query">): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}
