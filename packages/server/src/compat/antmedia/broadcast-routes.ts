import { randomBytes } from "node:crypto";
import type { Actor } from "../../commands/actor.ts";
import { createStream } from "../../commands/streams/create-stream.ts";
import { listStreams, readStream } from "../../commands/streams/read-streams.ts";
import { removeStream } from "../../commands/streams/remove-stream.ts";
import { REGISTERED_STREAM_ID } from "../../lib/names.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatCall, CompatProblem, CompatRoute } from "../compat-system.ts";
import { membersOf } from "../members-of.ts";
import { readJson } from "../read-json.ts";
import { createBroadcastView } from "./broadcast-view.ts";
import { readListPage } from "./list-page.ts";
import { answerResult } from "./results.ts";

const BASE = "/:app/rest/v2/broadcasts";
const ID_BYTES = 12;

type Refused = { readonly problem: CompatProblem };

const create: CompatRoute = {
  method: "POST",
  url: `${BASE}/create`,
  scope: "streams:write",
  async answer(dependencies, call, actor) {
    const wanted = wantedStream(call);
    if ("problem" in wanted) return wanted;
    const id = wanted.id ?? randomBytes(ID_BYTES).toString("hex");
    const made = await createStream(dependencies, actor, { application: call.params.app ?? "", id });
    if ("done" in made) {
      return { status: 200, json: createBroadcastView(dependencies)(made.done, wanted.name) };
    }
    if (made.problem.reason === "name-taken") {
      return refused("Stream id is already being used. Please change stream id or keep it empty");
    }
    return made.problem.reason === "name-reserved" ? refused("Stream id is not valid.") : made;
  },
};

const read: CompatRoute = {
  method: "GET",
  url: `${BASE}/:id`,
  scope: "streams:read",
  async answer(dependencies, { params }, actor) {
    const stream = readStream(dependencies.registry, actor, `${params.app}/${params.id}`);
    if (stream) return { status: 200, json: createBroadcastView(dependencies)(stream) };
    return { problem: { reason: "not-found", detail: "there is no such broadcast" } };
  },
};

const remove: CompatRoute = {
  method: "DELETE",
  url: `${BASE}/:id`,
  scope: "streams:write",
  answer: (dependencies, { params }, actor) =>
    removeBroadcast(dependencies, actor, `${params.app}/${params.id}`),
};

const list: CompatRoute = {
  method: "GET",
  url: `${BASE}/list/:offset/:size`,
  scope: "streams:read",
  async answer(dependencies, { params }, actor) {
    const page = readListPage(params);
    if ("problem" in page) return page;
    const { offset, size } = page;
    const query = { application: params.app ?? "", limit: offset + size };
    const streams = listStreams(dependencies.registry, actor, query).items.slice(offset);
    const view = createBroadcastView(dependencies);
    return { status: 200, json: streams.map(stream => view(stream)) };
  },
};

async function removeBroadcast(dependencies: CompatDependencies, actor: Actor, name: string) {
  const outcome = await removeStream(dependencies, actor, { name, version: undefined });
  if ("done" in outcome) return answerResult(true);
  return answerResult(false, { message: outcome.problem.detail });
}

/** A stream as `create` describes one. What else a broadcast has is left alone. */
function wantedStream({
  body,
}: CompatCall): { readonly id?: string; readonly name: string | null } | Refused {
  const json = readJson(body);
  if ("problem" in json) return json;
  const { value = {} } = json;
  const members = membersOf(value);
  if (!members) return refused("unexpected parameters received");
  const { streamId, name, type } = members;
  // What this server would have to fetch itself.
  if (type !== undefined && type !== null && type !== "liveStream") {
    return refused("only broadcasts of the type liveStream are offered here");
  }
  const isNamed = streamId !== undefined && streamId !== null && streamId !== "";
  const id = typeof streamId === "string" ? streamId.trim() : undefined;
  if (isNamed && (id === undefined || !REGISTERED_STREAM_ID.test(id)))
    return refused("Stream id is not valid.");
  return { ...(isNamed && id !== undefined ? { id } : {}), name: typeof name === "string" ? name : null };
}

function refused(detail: string): Refused {
  return { problem: { reason: "request-invalid", detail } };
}

/** Broadcasts, as far as they are registered streams. */
export const broadcastRoutes: readonly CompatRoute[] = [create, read, remove, list];
