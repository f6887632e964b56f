import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type DenyReason, denyText, neighbourhoodOf } from "@sluice/policy";
import { refusalBody } from "../../access/refusal-body.ts";
import type { RequestTarget } from "../../http/request-target.ts";
import { within } from "../../lib/within.ts";
import type { HookAnswer, HookEvent, HookOutcome } from "../media-server-hook.ts";
import { answerEvent } from "./answer-event.ts";
import { patienceOf } from "./answer-open.ts";
import { createServerDirectory, type FoundServer } from "./find-server.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";
import { createLastQuestions, type LastQuestions } from "./last-questions.ts";
import { proveCaller } from "./prove-caller.ts";
import { readBody } from "./read-body.ts";
import { refuse } from "./refuse.ts";
import { createReplayMemory } from "./replay-memory.ts";
import { createToldSessions } from "./told-sessions.ts";
import { createTurns } from "./turns.ts";

/** The door of media servers: every address under `/hooks/`. */
export interface Hooks {
  answer(request: IncomingMessage, response: ServerResponse, target: RequestTarget): Promise<void>;
  /** What each server asked last since the start, by the server's name. */
  readonly lastQuestions: LastQuestions["all"];
}

const HOOK_METHODS: ReadonlySet<string | undefined> = new Set(["POST", "GET"]);

export function createHooks(dependencies: HooksDependencies): Hooks {
  const directory = createServerDirectory(dependencies.hooks, dependencies.servers);
  const isReplay = createReplayMemory();
  const last = createLastQuestions();
  const turns = createTurns();
  const told = createToldSessions();

  /** A caller that is no server of ours is told as little as a stranger, and its endless tries are told to wait. */
  const refuseCaller = (response: ServerResponse, ip: string | undefined, reason: DenyReason): void => {
    const nowMilliseconds = dependencies.nowMilliseconds();
    const nowSeconds = Math.floor(nowMilliseconds / 1000);
    const isGuess =
      reason === "caller-unknown" && dependencies.throttle.note(neighbourhoodOf(ip), nowSeconds);
    const told = isGuess ? "too-many-guesses" : reason;
    const ref = dependencies.refuseRequest({ segments: [], ip, nowMilliseconds, door: "hook" }, told);
    const body = JSON.stringify(refusalBody(told, ref));
    send(response, { status: denyText(told).status, contentType: "application/json", body });
  };

  /** What nobody waited for must not stand: the server has refused its client meanwhile. */
  const takeBack = (outcome: HookOutcome): void => {
    if (outcome.outcome !== "allowed" || outcome.sessionId === undefined || outcome.isContinued) return;
    if (!told.takeBack(outcome.sessionId)) return;
    const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
    dependencies.sessions.end([outcome.sessionId], "closed", nowSeconds).catch(dependencies.fault);
  };

  const mayBeTold = (outcome: HookOutcome): boolean =>
    outcome.outcome !== "allowed" || outcome.sessionId === undefined || told.tell(outcome.sessionId);

  /**
   * Nobody waits any longer: what was not decided in time is refused. Whoever only notifies is never told of our troubles: some
   * servers would act on it.
   */
  const unanswered = ({ event }: HookEvent): HookOutcome => {
    const isAsking = event === "open" || event === "again" || event === "manage";
    return isAsking ? refuse(dependencies, "store-unavailable") : { outcome: "noted" };
  };

  async function inTime(
    answering: Promise<HookOutcome>,
    found: FoundServer,
    event: HookEvent,
  ): Promise<HookOutcome> {
    const answer = answering.catch((error: unknown): undefined => {
      dependencies.fault(error);
    });
    const outcome = await within(answer, patienceOf(found), late => late && takeBack(late));
    return outcome && mayBeTold(outcome) ? outcome : unanswered(event);
  }

  /** No promise and no timer where the answer is at hand: of most servers it is most of what they ask. */
  function answerInTime(found: FoundServer, event: HookEvent): HookOutcome | Promise<HookOutcome> {
    try {
      const answer = turns.run(turnOf(found, event), () => answerEvent(dependencies, found, event));
      return answer instanceof Promise ? inTime(answer, found, event) : answer;
    } catch (error) {
      dependencies.fault(error);
      return unanswered(event);
    }
  }

  return {
    lastQuestions: last.all,
    async answer(request, response, target) {
      const refuseThis = (reason: DenyReason): void =>
        refuseCaller(response, dependencies.clientAddress(request), reason);
      if (!HOOK_METHODS.has(request.method)) return refuseThis("method-not-allowed");
      const candidates = directory.find(target.path);
      if (candidates.length === 0) return refuseThis("caller-unknown");
      const body = await readBody(request);
      if (!body) return refuseThis("call-malformed");
      const unproven = {
        method: request.method ?? "",
        query: target.query,
        headers: request.headers,
        body,
        nowMilliseconds: dependencies.nowMilliseconds(),
        callerIp: () => dependencies.clientAddress(request),
      };
      const proven = proveCaller(directory, candidates, unproven, isReplay);
      if ("reason" in proven) return refuseThis(proven.reason);
      const { found, call } = proven;
      const event = found.hook.parse(call);
      const answer = answerInTime(found, event);
      const outcome = answer instanceof Promise ? await answer : answer;
      last.note(found.server.name, unproven, event, outcome);
      send(response, found.hook.render(outcome, event));
    },
  };
}

/** No end of a connection overtakes its beginning, and of two questions about it one is the first. */
function turnOf({ server }: FoundServer, event: HookEvent): string | undefined {
  if (event.event !== "open" && event.event !== "close") return undefined;
  return event.connectionId === undefined ? undefined : `${server.name} ${event.connectionId}`;
}

function send(response: ServerResponse, { status, contentType, body = "", location }: HookAnswer): void {
  const headers: OutgoingHttpHeaders = {
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  };
  if (contentType !== undefined) headers["content-type"] = contentType;
  if (location !== undefined) headers.location = location;
  response.writeHead(status, headers).end(body);
}
