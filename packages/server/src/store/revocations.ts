import type { RevocationRule, RevocationSelector } from "@sluice/policy";

/** A rule as it is kept; an undone one stays, so that the list tells what happened. */
export interface RevocationRecord extends RevocationRule {
  /** Id of the API key that asked for it; undefined for one from before that was kept. */
  readonly createdBy: string | undefined;
  /** The applications that its effect is confined to; undefined when it may reach further. */
  readonly applications: readonly string[] | undefined;
  /** From the call's arrival until the last session that it ended was closed; undefined until that is known. */
  readonly effectMilliseconds: number | undefined;
  /** Undefined while it stands. */
  readonly undoneAtSeconds: number | undefined;
}

/** A revocation to be written; the store resolves its selector and fills in the counts. */
export interface NewRevocation {
  readonly id: string;
  readonly organization: string;
  readonly selector: RevocationSelector;
  readonly issuedUpToMilliseconds: number | undefined;
  readonly untilSeconds: number | undefined;
  /**
   * The streams and groups that `stream`, `group` or `application` means, as the registry knows them. Only the
   * count of tokens depends on it; without it a stream counts as its own group.
   */
  readonly reach?: { readonly streams: readonly string[]; readonly groups: readonly string[] } | undefined;
  readonly createdBy: string | undefined;
  readonly applications: readonly string[] | undefined;
  readonly nowSeconds: number;
}

/** What a revocation reached. */
export interface RevocationResult {
  readonly rule: RevocationRecord;
  /** Ids of the sessions it ended. */
  readonly endedSessionIds: readonly string[];
}
