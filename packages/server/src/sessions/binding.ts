import type { DenyReason, Holder } from "@sluice/policy";
import type { LiveSession } from "./live-session.ts";

/** While the holder was heard from within so many milliseconds, nobody else may continue its session. */
const ACTIVE_MILLISECONDS = 10_000;
const MOVES_PER_HOUR = 4;
const HOUR_SECONDS = 3600;

/** What binding reads and writes of a session. */
type BoundSession = Pick<LiveSession, "holder" | "mediaAgent" | "lastSeenMilliseconds" | "moves" | "dirty">;

export type Binding =
  | { readonly outcome: "holder" }
  | { readonly outcome: "moved" }
  /** The session has moved too often: it ends. */
  | { readonly outcome: "end" }
  | { readonly outcome: "refuse"; readonly reason: DenyReason };

/**
 * Who may continue a bound session: one agent, one prefix per family. A silent session follows the same agent
 * to another network (Wi-Fi to mobile), at most 4 times an hour. Changes the session when it moves.
 */
export function bindRequest(
  session: BoundSession,
  seen: Holder,
  now: { seconds: number; milliseconds: number },
): Binding {
  const { holder } = session;
  const isNear = isKnownPrefix(holder, seen) || isOtherFamily(holder, seen);
  // Learnt from the first media request that may be the holder's: its own network, or its other address family.
  if (isNear) session.mediaAgent ??= seen.agent;
  if (seen.agent !== session.mediaAgent && seen.agent !== holder.agent) {
    return { outcome: "refuse", reason: "session-shared" };
  }
  if (isKnownPrefix(holder, seen)) return { outcome: "holder" };
  if (isNear) {
    session.holder = {
      ...holder,
      prefix4: holder.prefix4 ?? seen.prefix4,
      prefix6: holder.prefix6 ?? seen.prefix6,
    };
    session.dirty = true;
    return { outcome: "holder" };
  }
  if (now.milliseconds - session.lastSeenMilliseconds < ACTIVE_MILLISECONDS) {
    return { outcome: "refuse", reason: "session-shared" };
  }
  return move(session, seen, now.seconds);
}

function move(session: BoundSession, seen: Holder, nowSeconds: number): Binding {
  const recent = session.moves.filter(at => nowSeconds - at < HOUR_SECONDS);
  if (recent.length >= MOVES_PER_HOUR) return { outcome: "end" };
  session.moves = [...recent, nowSeconds];
  session.holder = {
    ...session.holder,
    prefix4: seen.prefix4 ?? session.holder.prefix4,
    prefix6: seen.prefix6 ?? session.holder.prefix6,
  };
  session.dirty = true;
  return { outcome: "moved" };
}

function isKnownPrefix(holder: Holder, seen: Holder): boolean {
  if (seen.prefix4 !== undefined) return holder.prefix4 === seen.prefix4;
  if (seen.prefix6 !== undefined) return holder.prefix6 === seen.prefix6;
  return holder.prefix4 === undefined && holder.prefix6 === undefined;
}

/** Dual stack is one viewer: the first request by the other family is taken as the holder's. */
function isOtherFamily(holder: Holder, seen: Holder): boolean {
  if (seen.prefix4 !== undefined) return holder.prefix4 === undefined;
  return seen.prefix6 !== undefined && holder.prefix6 === undefined;
}
