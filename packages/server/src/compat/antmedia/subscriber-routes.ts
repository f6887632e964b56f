import type { Actor } from "../../commands/actor.ts";
import type { CommandProblem } from "../../commands/command-problem.ts";
import { blockSubscriber } from "../../commands/subscribers/block-subscriber.ts";
import { readConnectionEvents } from "../../commands/subscribers/read-connection-events.ts";
import { listSubscribers } from "../../commands/subscribers/read-subscribers.ts";
import { removeSubscribers } from "../../commands/subscribers/remove-subscribers.ts";
import { saveSubscriber } from "../../commands/subscribers/save-subscriber.ts";
import { showCode } from "../../commands/subscribers/show-code.ts";
import { type SubscriberStream, subscriberStream } from "../../commands/subscribers/subscriber-stream.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatAnswer, CompatCall, CompatProblem, CompatRoute } from "../compat-system.ts";
import { readListPage } from "./list-page.ts";
import { queryValue } from "./query-value.ts";
import { answerResult } from "./results.ts";
import { readSubscriber } from "./subscriber-body.ts";
import { blockedActions, eventShape, subscriberShape } from "./subscriber-shapes.ts";

const BASE = "/:app/rest/v2/broadcasts/:id";
/** Their seconds are an int; what is none, or more, is no address there. */
const INT = /^[+-]?\d{1,10}$/;
const LARGEST_INT = 2 ** 31 - 1;

const WRONG_SECRET =
  "Secret code is not multiple of 8 bytes length. Use b32Secret which is a string and its lenght is multiple of 8 bytes and allowed characters A-Z, 2-7";
const NO_SECRET =
  "Secret is not set in AppSettings. Please set timetokensecret publish or play in Application settings";

type Answer = CompatAnswer | { readonly problem: CompatProblem };

interface OnStream {
  readonly dependencies: CompatDependencies;
  readonly call: CompatCall;
  readonly actor: Actor;
  readonly stream: SubscriberStream;
}

/** One route below a stream, which must be of an application that the key is for. */
function route(
  { method, url, scope }: Pick<CompatRoute, "method" | "url" | "scope">,
  answer: (asked: OnStream) => Promise<Answer>,
): CompatRoute {
  return {
    method,
    url: BASE + url,
    scope,
    async answer(dependencies, call, actor) {
      const { app: application = "", id: streamId = "" } = call.params;
      const found = subscriberStream(dependencies, actor, { application, streamId });
      if ("problem" in found) return found;
      return answer({ dependencies, call, actor, stream: found.done });
    },
  };
}

/** A Result as their constructors make it: texts are empty, and never null. */
function said(success: boolean, message = "", dataId = ""): CompatAnswer {
  return answerResult(success, { message, dataId });
}

/** What is wrong with a request is a Result; who may not, or asks for nothing that is there, hears it in the usual form. */
function refusal(problem: CommandProblem, message = problem.detail): Answer {
  return problem.reason === "request-invalid" ? said(false, message) : { problem };
}

const save = route({ method: "POST", url: "/subscribers", scope: "tokens:create" }, async asked => {
  const { dependencies, call, actor, stream } = asked;
  const read = readSubscriber(call.body, stream.application.antmedia.timeTokenPeriod);
  if ("problem" in read) return read;
  if ("message" in read) return said(false, read.message);
  const saved = await saveSubscriber(dependencies, actor, stream, read.order);
  if ("done" in saved) return said(true);
  const isSecret = saved.problem.errors?.some(({ field }) => field === "b32Secret");
  return refusal(saved.problem, isSecret ? WRONG_SECRET : undefined);
});

const list = route(
  { method: "GET", url: "/subscribers/list/:offset/:size", scope: "tokens:read" },
  async ({ dependencies, call, stream }) => {
    const page = readListPage(call.params);
    if ("problem" in page) return page;
    const listed = await listSubscribers(dependencies, stream, { offset: page.offset, limit: page.size });
    return { status: 200, json: listed.map(each => subscriberShape(each, stream.streamId)) };
  },
);

const events = route(
  { method: "GET", url: "/connection-events/:offset/:size", scope: "tokens:read" },
  async ({ dependencies, call, stream }) => {
    const page = readListPage(call.params);
    if ("problem" in page) return page;
    const subscriberId = queryValue(call.query, "subscriberId") || undefined;
    const range = { subscriberId, offset: page.offset, limit: page.size };
    const found = await readConnectionEvents(dependencies, stream, range);
    return { status: 200, json: found.map(each => eventShape(each, stream.streamId)) };
  },
);

const code = route(
  { method: "GET", url: "/subscribers/:sid/totp", scope: "tokens:create" },
  async ({ dependencies, call, actor, stream }) => {
    const subscriberId = call.params.sid ?? "";
    if (subscriberId.trim() === "") return said(false, "streamId or subscriberId is blank");
    // Theirs takes every other word for publishing, and makes a code of it that opens nothing.
    const type = queryValue(call.query, "type") === "play" ? "play" : "publish";
    const shown = await showCode(dependencies, actor, stream, { subscriberId, type });
    if ("problem" in shown) return refusal(shown.problem);
    return shown.done === undefined ? said(false, NO_SECRET) : said(true, "", shown.done);
  },
);

const remove = route(
  { method: "DELETE", url: "/subscribers/:sid", scope: "tokens:revoke" },
  async ({ dependencies, call, actor, stream }) =>
    said(await removeSubscribers(dependencies, actor, stream, call.params.sid ?? "")),
);

const removeAll = route(
  { method: "DELETE", url: "/subscribers", scope: "tokens:revoke" },
  async ({ dependencies, actor, stream }) => said(await removeSubscribers(dependencies, actor, stream)),
);

const block = route(
  { method: "PUT", url: "/subscribers/:sid/block/:seconds/:type", scope: "tokens:revoke" },
  async ({ dependencies, call, actor, stream }) => {
    const { sid: subscriberId = "", seconds: text = "", type = "" } = call.params;
    const seconds = INT.test(text) ? Number(text) : Number.NaN;
    if (!(Math.abs(seconds) <= LARGEST_INT)) {
      return { problem: { reason: "not-found", detail: "the seconds are no whole number" } };
    }
    if (subscriberId.trim() === "") return said(false, "streamId or subscriberId is blank");
    const actions = blockedActions(type);
    if (!actions) return said(false, "the type is one of publish, play and publish_play");
    const outcome = await blockSubscriber(dependencies, actor, stream, { subscriberId, actions, seconds });
    return "problem" in outcome ? refusal(outcome.problem) : said(true);
  },
);

/** Subscribers with codes of the time, in REST v2 (BroadcastRestService, since 2.3). */
export const subscriberRoutes: readonly CompatRoute[] = [save, list, events, code, remove, removeAll, block];
