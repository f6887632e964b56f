import type { EndReason } from "@sluice/policy";
import { reasonOfEnd } from "../../access/end-reasons.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { AgainEvent, CloseEvent, HookEvent, HookOutcome, OpenEvent } from "../media-server-hook.ts";
import { answerOpen } from "./answer-open.ts";
import { believedAddress } from "./believed-address.ts";
import { endTakenConnection } from "./end-taken-connection.ts";
import type { FoundServer } from "./find-server.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";
import { isManager } from "./is-manager.ts";
import { nameStream } from "./name-stream.ts";
import { refuse } from "./refuse.ts";

/** After so many of its own intervals without asking again a connection is taken to be gone. */
const MISSED_INTERVALS = 3;

/**
 * Does what an event asks for: at once where nothing must be waited for, as with a connection that goes on. What it throws or
 * rejects with is a fault of ours, never the caller's.
 */
export function answerEvent(
  dependencies: HooksDependencies,
  found: FoundServer,
  event: HookEvent,
): HookOutcome | Promise<HookOutcome> {
  switch (event.event) {
    case "open":
      return answerFirst(dependencies, found, event);
    case "again":
      return answerAgain(dependencies, found, event);
    case "close":
      return answerClose(dependencies, found, event);
    case "notice":
      return { outcome: "noted" };
    case "manage":
      return isManager(found.server, event) ? { outcome: "allowed" } : refuse(dependencies, "caller-unknown");
    case "malformed":
      return refuse(dependencies, "call-malformed");
  }
}

async function answerFirst(
  dependencies: HooksDependencies,
  found: FoundServer,
  open: OpenEvent,
): Promise<HookOutcome> {
  return (await endTakenConnection(dependencies, found, open))
    ? refuse(dependencies, "call-malformed")
    : answerOpen(dependencies, found, open);
}

/** A connection goes on while its session lives; one that nobody knows is judged as if it began now. */
function answerAgain(
  dependencies: HooksDependencies,
  found: FoundServer,
  { connectionId, progress, open }: AgainEvent,
): HookOutcome | Promise<HookOutcome> {
  const { connections, registry } = dependencies;
  const { name: stream } = nameStream(registry, open, found.server.application);
  const part = { server: found.server.name, id: connectionId, action: open.action, stream };
  const carried = connections.live(part);
  const address = believedAddress(found, open);
  // Another address is another client, to whom the server gave the number of one that is gone.
  const session = carried.find(({ record }) => isSameAddress(record.address, address));
  if (session) {
    goOn(dependencies, found, session, progress);
    return { outcome: "allowed" };
  }
  const end = carried.length === 0 ? connections.endOf(part) : undefined;
  if (end && !isGone(end)) return refuse(dependencies, reasonOfEnd[end]);
  return answerOpen(dependencies, found, open);
}

/** What is not known is no difference. */
function isSameAddress(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Ends that say nothing against the token: the connection was taken to be gone, and is not. */
function isGone(end: EndReason): boolean {
  return end === "closed" || end === "idle";
}

function goOn(
  { connections, nowMilliseconds }: HooksDependencies,
  { hook }: FoundServer,
  session: LiveSession,
  progress: number | undefined,
): void {
  const now = nowMilliseconds();
  const { asksAgainSeconds } = hook;
  if (asksAgainSeconds !== undefined) {
    session.carriedUntilSeconds = Math.ceil(now / 1000) + asksAgainSeconds * MISSED_INTERVALS;
  }
  connections.heard(session, now, { progress });
}

/** Ends what the connection carried. What was never admitted is not there to end. */
async function answerClose(
  { connections, sessions, registry, nowMilliseconds }: HooksDependencies,
  found: FoundServer,
  { connectionId: id, action, stream: told, application, bytes }: CloseEvent,
): Promise<HookOutcome> {
  const { hook, server } = found;
  const stream =
    told === undefined
      ? undefined
      : nameStream(registry, { application, stream: told }, server.application).name;
  const part = { server: server.name, action };
  const over =
    id !== undefined
      ? connections.live({ ...part, id, stream })
      : stream !== undefined
        ? connections.onStream({ ...part, stream })
        : [];
  if (hook.keepsFirstStream === true && id !== undefined) connections.forgetEnds({ ...part, id });
  const now = nowMilliseconds();
  for (const session of over) connections.heard(session, now, { bytes });
  // Whatever becomes of the write: the connection is gone, and nothing carries its sessions any more.
  for (const session of over) session.carriedUntilSeconds = Math.floor(now / 1000);
  const ids = over.map(({ record }) => record.id);
  if (ids.length > 0) await sessions.end(ids, "closed", Math.floor(now / 1000));
  return { outcome: "noted" };
}
