import type { LiveSession } from "../sessions/live-session.ts";

/** Entries that a player may repeat in a minute as refreshes: an MPD every second, or a lively seek. */
const REFRESHES = 90;
const WINDOW_SECONDS = 60;

/** Counts one refresh of a session; false when it comes faster than any player does. */
export function allowRefresh(session: LiveSession, nowSeconds: number): boolean {
  const { refreshes } = session;
  if (nowSeconds - refreshes.sinceSeconds >= WINDOW_SECONDS) {
    session.refreshes = { sinceSeconds: nowSeconds, count: 1 };
    return true;
  }
  refreshes.count += 1;
  return refreshes.count <= REFRESHES;
}
