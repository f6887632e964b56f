import type { Comeback } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { AccessQuestion, Decision, Prepare } from "../../access/question.ts";
import { streamAddress } from "../../access/request-facts.ts";
import type { HookOutcome, OpenEvent } from "../media-server-hook.ts";
import { believedAddress } from "./believed-address.ts";
import type { FoundServer } from "./find-server.ts";
import { goOnUnder } from "./go-on-under.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";
import { type NamedStream, nameStream } from "./name-stream.ts";
import { refused } from "./refuse.ts";

/** A publisher that lost its line comes back within so many seconds (playback.md, Continuation). */
const RESUME_SECONDS = 60;
/** Servers that cut by lifetime do so within so many seconds of it. */
const LIFETIME_SLACK_SECONDS = 5;
/** A publisher's stream ends for everybody when it is cut: where an API cuts at once, the lifetime is for when that does not answer. */
const PUBLISHER_LIFETIME_SECONDS = 3_600;
/** A publisher whose end nobody tells keeps others out so long, and not until its session's longest duration. */
const BELIEVED_SECONDS = 300;
/** The store gives up so long before the answer is due. */
const MARGIN_MILLISECONDS = 50;
const DEFAULT_PATIENCE_MILLISECONDS = 300;

/** How long a caller of this hook waits at most, milliseconds. */
export function patienceOf({ hook }: Pick<FoundServer, "hook">): number {
  return hook.patienceMilliseconds ?? DEFAULT_PATIENCE_MILLISECONDS;
}

/** Decides whether a client may publish or play, and makes its session. */
export async function answerOpen(
  dependencies: HooksDependencies,
  found: FoundServer,
  open: OpenEvent,
): Promise<HookOutcome> {
  const named = nameStream(dependencies.registry, open, found.server.application);
  const nowMilliseconds = dependencies.nowMilliseconds();
  const question = questionOf(dependencies, found, open, named, nowMilliseconds);
  const enter = async () => {
    const decision = await dependencies.checkAccess(question, prepareOpen(dependencies, found, open));
    const session = decision.allowed ? decision.session : undefined;
    const lifetimeSeconds = lifetimeSecondsOf(dependencies, found, open, named);
    return { answer: outcomeOf(found, lifetimeSeconds, decision, nowMilliseconds), session };
  };
  if (!open.isEachResource) return (await enter()).answer;
  const { action, client } = question;
  const tokens = open.token === undefined ? [] : [new Secret(open.token)];
  return dependencies.standing.run(
    { tokens, action, stream: named.name, client },
    { enter, goOn: session => goOnUnder(dependencies, question, session) },
  );
}

function questionOf(
  dependencies: HooksDependencies,
  found: FoundServer,
  open: OpenEvent,
  { asked, name, application, stream }: NamedStream,
  nowMilliseconds: number,
): AccessQuestion {
  const { server } = found;
  const { token, connectionId = dependencies.drawConnectionId(), protocol } = open;
  const ip = believedAddress(found, open);
  const userAgent = open.client.userAgent;
  return {
    action: open.action,
    door: "hook",
    credential: token === undefined ? { kind: "none" } : { kind: "bearer", token: new Secret(token) },
    organization: application?.organization,
    client: { ip, userAgent, site: undefined },
    context: dependencies.observe({
      ...streamAddress(name),
      method: undefined,
      headers: { "user-agent": userAgent },
      ip,
    }),
    locate: () => stream,
    asked,
    // One that is asked about each resource has no connection: it lives by its requests, like any of the gateway's.
    form: open.isEachResource ? "refresh" : "first",
    connection: open.isEachResource
      ? undefined
      : {
          as: { server: server.name, id: connectionId, protocol },
          comeback: comebackOf(dependencies, found, open),
        },
    mayBeCut: open.mayBeCut,
    isAtHand: true,
    patienceMilliseconds: patienceOf(found) - MARGIN_MILLISECONDS,
    mode: open.isProbe ? "peek" : "admit",
    nowMilliseconds,
  };
}

function comebackOf(
  { isListLost }: Pick<HooksDependencies, "isListLost">,
  { hook, server }: FoundServer,
  { action, asksAgain = false }: OpenEvent,
): Comeback {
  const isEndListed = server.api !== undefined && !isListLost(server.name);
  const isEndTold = hook.tellsEnds !== false || isEndListed;
  const believedSeconds = isEndTold ? undefined : BELIEVED_SECONDS;
  if (action === "publish") return { asksAgain, resumeSeconds: RESUME_SECONDS, believedSeconds };
  if (!hook.cutsByLifetime) return { asksAgain, resumeSeconds: 0 };
  return {
    asksAgain,
    resumeSeconds: RESUME_SECONDS,
    resumeAfterSeconds: server.lifetimeSeconds - LIFETIME_SLACK_SECONDS,
  };
}

/** Playing what nobody publishes spends nothing; what is on demand needs no publisher. */
function prepareOpen(
  { connections, isPublishedElsewhere }: HooksDependencies,
  { server }: FoundServer,
  { action }: OpenEvent,
): Prepare<undefined> {
  return async ({ facts, kind }, _token) => {
    const isOffline =
      action === "play" &&
      kind === "live" &&
      server.needsPublisher &&
      !connections.isPublished(facts.stream) &&
      isPublishedElsewhere(facts.stream) !== true;
    return isOffline
      ? { unavailable: "stream-offline", detail: "no publisher is known" }
      : { ready: undefined };
  };
}

function outcomeOf(
  { hook }: FoundServer,
  lifetimeSeconds: number,
  decision: Decision<unknown>,
  nowMilliseconds: number,
): HookOutcome {
  if (!decision.allowed) return refused(decision.reason, decision.ref);
  const { session } = decision;
  const allowed = {
    outcome: "allowed",
    sessionId: session?.record.id,
    isContinued: decision.continued || undefined,
  } as const;
  if (!hook.cutsByLifetime || !session) return allowed;
  const { capSeconds, untilSeconds = capSeconds } = session.record;
  const left = Math.min(capSeconds, untilSeconds) * 1000 - nowMilliseconds;
  const lifetimeMilliseconds = Math.max(1, Math.min(lifetimeSeconds * 1000, left));
  // The server cuts it then, whether or not anybody hears of that.
  const cutSeconds = Math.ceil((nowMilliseconds + lifetimeMilliseconds) / 1000) + LIFETIME_SLACK_SECONDS;
  if (session.carriedUntilSeconds !== undefined) session.carriedUntilSeconds = cutSeconds;
  return { ...allowed, lifetimeMilliseconds };
}

/** An API that does not answer cuts nobody, and by another name than it knows nothing is cut. */
function lifetimeSecondsOf(
  { isListLost }: Pick<HooksDependencies, "isListLost">,
  { hook, server: { name, api, lifetimeSeconds } }: FoundServer,
  { action, isNamedWithToken }: OpenEvent,
  { asked, name: called }: NamedStream,
): number {
  if (!hook.cutsByLifetime || action !== "publish") return lifetimeSeconds;
  if (isNamedWithToken || asked !== called) return lifetimeSeconds;
  const isCutByApi = api !== undefined && !isListLost(name);
  return isCutByApi ? Math.max(lifetimeSeconds, PUBLISHER_LIFETIME_SECONDS) : lifetimeSeconds;
}
