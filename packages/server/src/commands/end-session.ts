import type { SessionTable } from "../sessions/session-table.ts";
import type { StateStore } from "../store/store.ts";
import type { Actor } from "./actor.ts";

/**
 * Ends one session and bars its holder from the same token for 60 s. False when the organization has no such
 * session; a session that was already over stays so.
 */
export async function endSession(
  dependencies: {
    readonly store: StateStore;
    readonly sessions: SessionTable;
    readonly nowMilliseconds: () => number;
  },
  actor: Actor,
  sessionId: string,
): Promise<boolean> {
  const record = await dependencies.store.session(sessionId);
  if (record?.organization !== actor.organization) return false;
  await dependencies.sessions.end([sessionId], "operator", Math.floor(dependencies.nowMilliseconds() / 1000));
  return true;
}
