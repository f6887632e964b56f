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

/** What links an entry to its organization's chain. Hashes are SHA-256 in lower-case hexadecimal. */
interface AuditLink {
  /** 1, 2, 3 … without a gap in its organization. */
  readonly number: number;
  readonly previousHash: string;
  readonly hash: string;
  /** Hash of `before`, `after` and `user` under a salt of its own: it stays when they are erased. */
  readonly detailsHash: string;
  readonly erasedAtSeconds: number | undefined;
}

/** An entry in its organization's chain. */
export interface AuditRecord extends AuditEntry, AuditLink {}

/** An entry as its hashes were made: `before`, `after` and `user` as one text, with the salt of that text's hash. */
export interface AuditRow extends Omit<AuditEntry, "before" | "after">, AuditLink {
  /** Undefined when erased, as is the salt. */
  readonly detailsJson: string | undefined;
  readonly salt: string | undefined;
}

/** The last entry of a chain. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

/** Seals a head by a key that the database does not hold. The same head always gets the same seal. */
export type SealAudit = (organization: string, head: AuditHead) => Uint8Array;

/** What is noted of a chain's end, apart from its entries. */
export interface AuditEnd {
  /** The head as it is noted; undefined where it is not. */
  readonly head: AuditHead | undefined;
  /** Whether the note bears the seal: `none` also where this store has no key to judge by. */
  readonly seal: "good" | "wrong" | "none";
  /** The highest number that an entry has; 0 where there is none. */
  readonly lastNumber: number;
}

export interface AuditQuery {
  readonly organization: string;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Id of what was changed. */
  readonly subject?: string | undefined;
  /** The viewer whom the change concerned. */
  readonly user?: string | undefined;
  /** Unix seconds, the first that counts. */
  readonly since?: number | undefined;
  /** Unix seconds, the first that counts no more. */
  readonly until?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * The audit log: one hash chain per organization, written in the transaction of the change itself. Its head is sealed,
 * and sealed again only while the seal before is good: a chain that was tampered with never becomes whole by going on.
 */
export interface AuditStore {
  /** An entry of its own, for changes that no record of the store holds. */
  appendAudit(entry: AuditEntry): Promise<void>;
  listAudit(query: AuditQuery): Promise<Page<AuditRecord>>;
  auditEntry(organization: string, number: number): Promise<AuditRecord | undefined>;
  /** At most `limit` entries behind `after`, the first made first, as they lie there: they may have been altered. */
  auditRows(organization: string, after: number, limit: number): Promise<readonly AuditRow[]>;
  /** The lowest number of an entry of this millisecond or later. */
  firstAuditNumber(organization: string, sinceMilliseconds: number): Promise<number | undefined>;
  auditEnd(organization: string): Promise<AuditEnd>;
  /** Seals every chain anew, behind an entry that says so: for a new master key, whose seals those before are not. */
  resealAudit(entry: (organization: string) => AuditEntry): Promise<void>;
}
