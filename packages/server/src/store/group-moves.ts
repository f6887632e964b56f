import type { SessionRecord } from "@sluice/policy";

/** A stream that belongs to another group from now on. */
export interface GroupMove {
  readonly organization: string;
  /** Full name. */
  readonly stream: string;
  readonly group: string;
}

/** What a move did to the sessions of the stream. */
export interface GroupMoveResult {
  /** Those whose token opens another group only; they are over (`left-group`). */
  readonly endedSessionIds: readonly string[];
  /** The others, in their new group. */
  readonly moved: readonly SessionRecord[];
}

export interface GroupMoveStore {
  /** Brings the live sessions of a stream into its group, in one step. Those that are there already are left alone. */
  moveSessions(move: GroupMove, nowSeconds: number): Promise<GroupMoveResult>;
}
