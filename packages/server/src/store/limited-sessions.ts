import { isMetered, type SessionRecord, tokensOf } from "@sluice/policy";
import { holdsSlot } from "./holds-slot.ts";
import type { TokenRecord } from "./token-record.ts";

/** Live sessions under new limits. */
export interface LimitedSessions {
  readonly sessions: readonly SessionRecord[];
  /** Those that have lost their slot: the last to come, when there are fewer slots now. */
  readonly lapsedSessionIds: readonly string[];
}

/** A token whose limits were changed. */
export interface ChangedToken {
  readonly before: TokenRecord;
  readonly token: TokenRecord;
  /** True when the token was renewed, as its text asks for: then sessions renew themselves as before. */
  readonly isRenewal: boolean;
}

/**
 * What new limits of a token make of its live sessions and of those of tokens delegated from it, which come with the oldest
 * first. `tokenById` finds the other tokens of their lineage.
 */
export function limitedSessions(
  live: readonly SessionRecord[],
  change: ChangedToken,
  tokenById: (id: string) => TokenRecord | undefined,
  nowSeconds: number,
): LimitedSessions {
  const { token } = change;
  const holders = live.filter(session => holdsSlot(session, nowSeconds));
  // What a connection carries asks for nothing more that could be refused: it goes on, and newcomers find no place.
  const excess = excessOf(holders, token)
    .filter(({ connection }) => connection === undefined)
    .map(({ id }) => id);
  const sessions = live.map(session => ({
    ...session,
    ...(session.tokenId === token.id ? ofOwnToken(session, token) : {}),
    ...limitsOfAll(
      session,
      tokensOf(session).flatMap(id => (id === token.id ? token : (tokenById(id) ?? []))),
    ),
    ...renewedFurther(session, change),
    leaseUntilSeconds: excess.includes(session.id) ? nowSeconds : session.leaseUntilSeconds,
  }));
  return { sessions, lapsedSessionIds: excess };
}

function ofOwnToken({ counting }: SessionRecord, { tag, maxSessions, limits }: TokenRecord) {
  const { stream, isPlay } = counting ?? {};
  const token = limits?.sessionCounting;
  return { tag, maxSessions, counting: token || stream || isPlay ? { token, stream, isPlay } : undefined };
}

/**
 * Those that are too many, in each of the places where a token counts its own; whose sessions of others count as well loses
 * none of them by a change of the token.
 */
function excessOf(holders: readonly SessionRecord[], token: TokenRecord): readonly SessionRecord[] {
  const { maxSessions, limits } = token;
  const { per = "token", over = "organization" } = limits?.sessionCounting ?? {};
  if (maxSessions === undefined || per !== "token") return [];
  const before = new Map<string, number>();
  return holders.filter(({ application, stream }) => {
    const place = { organization: "", application, stream }[over];
    before.set(place, (before.get(place) ?? 0) + 1);
    return (before.get(place) ?? 0) > maxSessions;
  });
}

/**
 * A session that renews itself keeps the end that it has got, but for a new end of the token: one that an operator sets is
 * the last.
 */
function renewedFurther(
  { renewal, untilSeconds }: SessionRecord,
  { before, token, isRenewal }: ChangedToken,
): Partial<SessionRecord> {
  if (!renewal || isRenewal) return {};
  const isSameEnd =
    before.expiresAtSeconds === token.expiresAtSeconds &&
    before.disconnectAtExpiry === token.disconnectAtExpiry;
  if (isSameEnd) return { untilSeconds };
  const { latestSeconds = Number.MAX_SAFE_INTEGER } = renewal;
  const last = Math.min(latestSeconds, token.expiresAtSeconds ?? latestSeconds);
  return { renewal: { ...renewal, latestSeconds: last } };
}

/** What a session takes from its token and its lineage together; a stream's own places and closing time hold as well. */
function limitsOfAll(
  { streamMaxSessions, streamUntilSeconds, counting }: SessionRecord,
  tokens: readonly TokenRecord[],
) {
  const ends = tokens.flatMap(({ disconnectAtExpiry, expiresAtSeconds }) =>
    disconnectAtExpiry && expiresAtSeconds !== undefined ? [expiresAtSeconds] : [],
  );
  if (streamUntilSeconds !== undefined) ends.push(streamUntilSeconds);
  return {
    bound:
      streamMaxSessions !== undefined ||
      counting?.isPlay === true ||
      tokens.some(({ maxUses, maxSessions }) => maxUses !== undefined || maxSessions !== undefined),
    isMetered: tokens.some(isMetered) || undefined,
    untilSeconds: ends.length === 0 ? undefined : Math.min(...ends),
  };
}
