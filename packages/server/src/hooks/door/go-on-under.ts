import type { SessionRequest } from "../../access/continue-session.ts";
import { isSessionOver } from "../../access/is-session-over.ts";
import type { AccessQuestion } from "../../access/question.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { HookOutcome } from "../media-server-hook.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";
import { refused } from "./refuse.ts";

/**
 * One more request of a client whose server asks about each of them, under the session that stands for its token: networks
 * are judged again, and its place is taken again when it has lapsed. Undefined: the session is over, and the client must enter.
 */
export async function goOnUnder(
  { continueSession, refuseSession }: Pick<HooksDependencies, "continueSession" | "refuseSession">,
  { locate, action, client, context, nowMilliseconds }: AccessQuestion,
  session: LiveSession,
): Promise<HookOutcome | undefined> {
  const stream = locate();
  const name = session.record.stream;
  const request: SessionRequest = {
    handle: session.handle,
    stream: stream?.facts.stream,
    // Which file it is the server does not say: each is judged as a playlist is.
    resource: "manifest",
    path: name,
    client,
    context,
    limits: stream?.enforcement[action] === "enforce" ? stream.limits : undefined,
    nowMilliseconds,
    door: "hook",
  };
  const continued = await continueSession(request);
  if (continued.ok) return { outcome: "allowed", sessionId: session.record.id, isContinued: true };
  if (isSessionOver(session, continued.reason)) return undefined;
  const { ref, reason } = refuseSession(request, continued);
  return refused(reason, ref);
}
