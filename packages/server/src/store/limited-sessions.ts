import type { SessionRecord } from "@sluice/policy";
import { holdsSlot } from "./holds-slot.ts";
import { tokensOf } from "./lineage-of.ts";
import type { TokenRecord } from "./token-record.ts";

/** Live sessions under new limits. */
export interface LimitedSessions {
  readonly sessions: readonly SessionRecord[];
  /** Those that have lost their slot: the last to come, when there are fewer slots now. */
  readonly lapsedSessionIds: readonly string[];
}

/**
 * What new limits of a token make of its live sessions and of those of tokens delegated from it, which come with the oldest
 * first. `tokenById` finds the other tokens of their lineage.
 */
export function limitedSessions(
  live: readonly SessionRecord[],
  token: TokenRecord,
  tokenById: (id: string) => TokenRecord | undefined,
  nowSeconds: number,
): LimitedSessions {
  const holders = live.filter(session => holdsSlot(session, nowSeconds));
  const excess = holders.slice(token.maxSessions ?? holders.length).map(({ id }) => id);
  const sessions = live.map(session => ({
    ...session,
    ...(session.tokenId === token.id ? { tag: token.tag, maxSessions: token.maxSessions } : {}),
    ...limitsOfAll(tokensOf(session).flatMap(id => (id === token.id ? token : (tokenById(id) ?? [])))),
    leaseUntilSeconds: excess.includes(session.id) ? nowSeconds : session.leaseUntilSeconds,
  }));
  return { sessions, lapsedSessionIds: excess };
}

/** What a session takes from its token and its lineage together. */
function limitsOfAll(tokens: readonly TokenRecord[]) {
  const ends = tokens.flatMap(({ disconnectAtExpiry, expiresAtSeconds }) =>
    disconnectAtExpiry && expiresAtSeconds !== undefined ? [expiresAtSeconds] : [],
  );
  return {
    bound: tokens.some(({ maxUses, maxSessions }) => maxUses !== undefined || maxSessions !== undefined),
    untilSeconds: ends.length === 0 ? undefined : Math.min(...ends),
  };
}
