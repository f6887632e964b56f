import type { Page } from "./page.ts";

/** One change, as the command that made it tells it. Never holds a credential. */
export interface AuditEntry {
  readonly organization: string;
  /** Id of the API key, `local` for the folder's owner, `file` for the configuration file, `system` for upkeep. */
  readonly actor: string;
  /** Address the command came from; undefined on the machine itself. */
  readonly address: string | undefined;
  /** `token.create`, `application.update`: the kind of thing and what was done, in lower case. */
  readonly action: string;
  /** What was changed. */
  readonly subject: { readonly kind: string; readonly id: string };
  /** The viewer whom the change concerns, so that erasure finds it. */
  readonly user: string | undefined;
  /** The thing as the API shows it; undefined where it did not exist. */
  readonly before: unknown;
  readonly after: unknown;
  readonly atMilliseconds: number;
}

/** Tells the change from the write's result, inside the write's transaction; undefined when nothing has changed. */
export type Audit<T> = (result: T) => AuditEntry | undefined;

/** An entry in its organization's chain. Hashes are SHA-256 in lower-case hexadecimal. */
export interface AuditRecord extends AuditEntry {
  /** 1, 2, 3 … without a gap in its organization. */
  readonly number: number;
  readonly previousHash: string;
  readonly hash: string;
  /** Hash of `before`, `after` and `user` under a salt of its own: it stays when they are erased. */
  readonly detailsHash: string;
  readonly erasedAtSeconds: number | undefined;
}

export interface AuditQuery {
  readonly organization: string;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Unix seconds. */
  readonly since?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The audit log: one hash chain per organization, written in the transaction of the change itself. */
export interface AuditStore {
  /** An entry of its own, for changes that no record of the store holds. */
  appendAudit(entry: AuditEntry): Promise<void>;
  listAudit(query: AuditQuery): Promise<Page<AuditRecord>>;
}
