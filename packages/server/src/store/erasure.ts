import type { Audit } from "./audit.ts";

/** Rows that were removed, or that lost the viewer's name, by what they are. */
export interface ErasedRows {
  readonly tokens: number;
  readonly sessions: number;
  readonly decisions: number;
  readonly usage: number;
  /** Revocation rules about the viewer that cover nothing any more. */
  readonly revocations: number;
}

/** Nothing. */
export const nothingErased: ErasedRows = {
  tokens: 0,
  sessions: 0,
  decisions: 0,
  usage: 0,
  revocations: 0,
};

/** The sum of two erasures. */
export function sumErased(left: ErasedRows, right: ErasedRows): ErasedRows {
  return {
    tokens: left.tokens + right.tokens,
    sessions: left.sessions + right.sessions,
    decisions: left.decisions + right.decisions,
    usage: left.usage + right.usage,
    revocations: left.revocations + right.revocations,
  };
}

/** Whose data is erased. */
export interface Erasure {
  readonly organization: string;
  readonly user: string;
  readonly nowSeconds: number;
}

/** The removal of what is kept about one viewer. */
export interface ErasureStore {
  /**
   * Removes the viewer's tokens, and the subscribers of that name, at most so many; a removed token never opens anything again, also when an older copy of
   * the database is restored. Resolves to how many it were: less than `limit` says that none is left.
   */
  eraseTokens(erasure: Erasure, limit: number): Promise<number>;
  /**
   * Removes what else is kept about the viewer, at most `limit` rows of each kind: ended sessions, decisions, usage,
   * rules that cover nothing any more. All counts are 0 when nothing is left. Live sessions stay.
   */
  eraseRecords(erasure: Erasure, limit: number): Promise<ErasedRows>;
  /** Takes the viewer out of the audit log, whose chain stays whole; the entry of the erasure names the numbers. */
  eraseAudit(erasure: Erasure, audit: Audit<readonly number[]>): Promise<readonly number[]>;
  /** Writes what was removed over, as far as the storage lets that be done without stopping. */
  settleErasure(): Promise<void>;
}
