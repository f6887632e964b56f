import type { DenyReason } from "@sluice/policy";
import type { LiveSession } from "../sessions/live-session.ts";

/** Of a session whose time is up, before upkeep has seen it. */
const OVER: ReadonlySet<DenyReason> = new Set(["token-expired", "session-expired"]);

/**
 * True when a request did not go on because its session is over, whoever has seen that already: then what else the client
 * brought is judged. Any other reason refuses it.
 */
export function isSessionOver(session: Pick<LiveSession, "ended">, reason: DenyReason): boolean {
  return session.ended !== undefined || OVER.has(reason);
}
