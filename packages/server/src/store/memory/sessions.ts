import { type EndReason, type SessionRecord, type SlotSpace, sessionLimit } from "@sluice/policy";
import { holdsSlot, isFull } from "../holds-slot.ts";
import { slotHoldersOf } from "../slot-holders.ts";
import type { SessionActivity } from "../store.ts";
import type { UsageAddition, UsageBatch } from "../usage.ts";
import { usageOfActivity } from "../usage-figures.ts";
import { createUsedUp, type UsedBySubject } from "../used-up.ts";
import { addToStream, type MemoryState, sessionsOfToken } from "./state.ts";
import { addUsage } from "./usage.ts";

/** Takes a slot again; false when all are taken or the session is over. */
export function retakeSlot(state: MemoryState, sessionId: string, nowSeconds: number): boolean {
  const session = state.sessions.get(sessionId);
  if (!session || session.endedAtSeconds !== undefined || sessionLimit(session).atSeconds <= nowSeconds) {
    return false;
  }
  if (holdsSlot(session, nowSeconds)) return true;
  const taken = (of: "token" | "stream", tokenId: string) =>
    takenSlots(state, of, { ...session, tokenId }, nowSeconds);
  const held = (space: SlotSpace) => slotHoldersOf(state.sessions.values(), space, nowSeconds).length;
  if (isFull(session, { taken, held, token: id => state.tokens.get(id) })) return false;
  state.sessions.set(sessionId, { ...session, leaseUntilSeconds: nowSeconds + session.leaseSeconds });
  return true;
}

/** Sessions of the token, or of the stream, that hold a slot. */
export function takenSlots(
  state: MemoryState,
  of: "token" | "stream",
  { tokenId, organization, stream }: Pick<SessionRecord, "tokenId" | "organization" | "stream">,
  nowSeconds: number,
): number {
  const isShared = (other: SessionRecord) => other.organization === organization && other.stream === stream;
  const shared =
    of === "token" ? sessionsOfToken(state, tokenId) : [...state.sessions.values()].filter(isShared);
  return shared.filter(other => holdsSlot(other, nowSeconds)).length;
}

/**
 * Writes what sessions did, and counts it. Totals and times only grow, so a late write takes nothing back; an ended
 * session takes what it did before its end.
 */
export function recordActivity(
  state: MemoryState,
  activities: readonly SessionActivity[],
  usage: UsageBatch = {},
): void {
  const additions: UsageAddition[] = [...(usage.additions ?? [])];
  const used = createUsedUp();
  for (const told of activities) {
    const session = state.sessions.get(told.id);
    if (!session) continue;
    const lastSeenSeconds = Math.min(told.lastSeenSeconds, session.endedAtSeconds ?? told.lastSeenSeconds);
    const activity = { ...told, lastSeenSeconds };
    const addition = usageOfActivity(session, activity);
    if (addition) additions.push(addition);
    used.add(session, activity);
    state.sessions.set(session.id, grown(session, activity));
  }
  addUsed(state, used);
  addUsage(state, additions, usage);
}

function addUsed(state: MemoryState, { tokens, streams }: UsedBySubject): void {
  for (const [id, { watchedSeconds, usedBytes }] of tokens) {
    const token = state.tokens.get(id);
    if (!token) continue;
    state.tokens.set(id, {
      ...token,
      watchedSeconds: (token.watchedSeconds ?? 0) + watchedSeconds || undefined,
      usedBytes: (token.usedBytes ?? 0) + usedBytes || undefined,
    });
  }
  for (const used of streams.values()) addToStream(state, used, used);
}

function grown(session: SessionRecord, activity: SessionActivity): SessionRecord {
  const totals = {
    lastSeenSeconds: Math.max(session.lastSeenSeconds, activity.lastSeenSeconds),
    bytes: Math.max(session.bytes, activity.bytes),
    requests: Math.max(session.requests, activity.requests),
    watchedSeconds: Math.max(session.watchedSeconds ?? 0, activity.watchedSeconds ?? 0) || undefined,
  };
  if (session.endedAtSeconds !== undefined) return { ...session, ...totals };
  const leaseUntilSeconds = Math.max(session.leaseUntilSeconds, activity.leaseUntilSeconds);
  return { ...session, ...totals, holder: activity.holder, leaseUntilSeconds };
}

/** Ends those of the sessions that are live, and names them. */
export function endSessions(
  state: MemoryState,
  ids: readonly string[],
  endReason: EndReason,
  nowSeconds: number,
): readonly string[] {
  return ids.filter(id => {
    const session = state.sessions.get(id);
    if (!session || session.endedAtSeconds !== undefined) return false;
    state.sessions.set(id, { ...session, endedAtSeconds: nowSeconds, endReason });
    return true;
  });
}

/** Every session that has not ended. */
export function liveSessions(state: MemoryState): readonly SessionRecord[] {
  return [...state.sessions.values()].filter(({ endedAtSeconds }) => endedAtSeconds === undefined);
}
