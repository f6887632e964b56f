import type { SessionRecord } from "@sluice/policy";
import { holdsSlot } from "./holds-slot.ts";
import type { TokenRecord } from "./token-record.ts";

/** A token's live sessions under its new limits. */
export interface LimitedSessions {
  readonly sessions: readonly SessionRecord[];
  /** Those that have lost their slot: the last to come, when there are fewer slots now. */
  readonly lapsedSessionIds: readonly string[];
}

/** What new limits of a token make of its live sessions, which come with the oldest first. */
export function limitedSessions(
  live: readonly SessionRecord[],
  token: TokenRecord,
  nowSeconds: number,
): LimitedSessions {
  const holders = live.filter(session => holdsSlot(session, nowSeconds));
  const excess = holders.slice(token.maxSessions ?? holders.length).map(({ id }) => id);
  const { tag, maxUses, maxSessions, disconnectAtExpiry, expiresAtSeconds } = token;
  const sessions = live.map(session => ({
    ...session,
    tag,
    maxSessions,
    bound: maxUses !== undefined || maxSessions !== undefined,
    untilSeconds: disconnectAtExpiry ? expiresAtSeconds : undefined,
    leaseUntilSeconds: excess.includes(session.id) ? nowSeconds : session.leaseUntilSeconds,
  }));
  return { sessions, lapsedSessionIds: excess };
}
