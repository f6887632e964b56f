/** Why a file cannot be restored. */
export type CopyFault =
  /** It is no database of Sluice, or parts of it are lost. */
  | "damaged"
  /** A newer program has written it. */
  | "newer"
  /** Its handles, API keys and seals belong to another master key. */
  | "other-master-key";

/** What a copy is to the database that it is to be restored to. */
export type CopyRelation =
  /** The database was once as the copy is, and has forgotten nothing since. */
  | "past"
  /** The database does not know what has become of what is in the copy. */
  | "other";

/** What is known of a file that can be restored. */
export interface CopyFacts {
  readonly takenAtMilliseconds: number;
  readonly relation: CopyRelation;
  /** True when the database in use has tokens or sessions, about which a copy of another one knows nothing. */
  readonly isInUse: boolean;
}

/** What a restore has done. */
export interface RestoreReport {
  /** Tokens that the copy does not know: they are refused from now on. */
  readonly tokensWithdrawn: number;
  /** Tokens that an earlier restore had withdrawn and this copy knows. */
  readonly tokensReturned: number;
  readonly sessionsEnded: number;
  /** Applications, streams, groups, organizations and webhooks that differ now. */
  readonly objectsChanged: number;
}
