import { connectionKey, type SessionConnection } from "@sluice/policy";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { SessionTable } from "../../sessions/session-table.ts";

/** Of one session no more are remembered. */
const MEMORY_PER_SESSION = 16;

/**
 * Connections that a session has left for another one: the server asked about the same client again under another id
 * (RTSP, HLS). They stay the session's own, and go with it.
 */
export interface LeftConnections {
  /** The live session that left the connection. */
  sessionOf(server: string, id: string): LiveSession | undefined;
  /** What a session has left, its present connection not included. Also right after its end. */
  of(session: LiveSession): readonly SessionConnection[];
}

export function createLeftConnections(
  sessions: Pick<SessionTable, "onFollowed" | "onEnded">,
): LeftConnections {
  const byKey = new Map<string, LiveSession>();
  const bySession = new WeakMap<LiveSession, readonly SessionConnection[]>();
  sessions.onFollowed((session, before) => {
    const present = session.record.connection;
    const left = [...(bySession.get(session) ?? []), ...(before ? [before] : [])].filter(
      ({ server, id }) => server !== present?.server || id !== present.id,
    );
    if (present) byKey.delete(connectionKey(present));
    for (const { server, id } of left.slice(0, -MEMORY_PER_SESSION))
      byKey.delete(connectionKey({ server, id }));
    const kept = left.slice(-MEMORY_PER_SESSION);
    for (const connection of kept) byKey.set(connectionKey(connection), session);
    bySession.set(session, kept);
  });
  sessions.onEnded(session => {
    for (const connection of bySession.get(session) ?? []) byKey.delete(connectionKey(connection));
  });
  return {
    sessionOf: (server, id) => byKey.get(connectionKey({ server, id })),
    of: session => bySession.get(session) ?? [],
  };
}
