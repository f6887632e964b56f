import { createStream } from "../../commands/streams/create-stream.ts";
import { makeEmbedCode } from "../../commands/streams/embed-code/make-embed-code.ts";
import { listStreams, readStream } from "../../commands/streams/read-streams.ts";
import { removeStream } from "../../commands/streams/remove-stream.ts";
import { updateStream } from "../../commands/streams/update-stream.ts";
import type { Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { listOf } from "../schemas/common.ts";
import { streamParams } from "../schemas/declared.ts";
import {
  embedCode,
  embedCodeQuery,
  newStream,
  stream,
  streamPatch,
  streamQuery,
} from "../schemas/streams.ts";

const tag = "streams";

const listOperation = operation(
  { id: "listStreams", tag, summary: "List registered streams, by name", scope: "streams:read" },
  { querystring: streamQuery },
  { 200: listOf(stream) },
);

const createOperation = operation(
  {
    id: "createStream",
    tag,
    summary: "Register a stream",
    description: "Whoever plays it under that name already goes on.",
    scope: "streams:write",
    problems: [409],
  },
  { body: newStream },
  { 201: stream },
);

const readOperation = operation(
  { id: "readStream", tag, summary: "One registered stream", scope: "streams:read", problems: [404] },
  { params: streamParams },
  { 200: stream },
);

const embedCodeOperation = operation(
  {
    id: "readEmbedCode",
    tag,
    summary: "HTML that plays the stream",
    description:
      "Where the stream enforces and its `embed_token` is true, the HTML carries a new token of its own, with an audit entry: that needs the scope `tokens:create` besides.",
    scope: "streams:read",
    problems: [404, 409],
  },
  { params: streamParams, querystring: embedCodeQuery },
  { 200: embedCode },
);

const updateOperation = operation(
  {
    id: "updateStream",
    tag,
    summary: "Change a stream at once",
    description:
      "When its group changes, sessions end whose token opens the group that it has left; a token of the new group opens it.",
    scope: "streams:write",
    problems: [404, 409, 412],
  },
  { params: streamParams, headers: ifMatchHeaders, body: streamPatch },
  { 200: stream },
);

const removeOperation = operation(
  {
    id: "deleteStream",
    tag,
    summary: "Remove a stream and end its sessions",
    description:
      "Where its application takes any name, the name can still be used, without what was declared of it.",
    scope: "streams:write",
    problems: [404, 409, 412],
  },
  { params: streamParams, headers: ifMatchHeaders },
  { 204: noContent },
);

/** `/v1/streams`: list, register, see, change and remove. */
export const streamRoutes: Routes = (server, dependencies) => {
  const { registry } = dependencies;

  server.get("/v1/streams", listOperation, async request =>
    listStreams(registry, request.actor, request.query),
  );

  server.post("/v1/streams", createOperation, async (request, reply) => {
    const outcome = await createStream(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.code(201).header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.get("/v1/streams/:name", readOperation, async (request, reply) => {
    const found = readStream(registry, request.actor, request.params.name);
    if (!found) return sendProblem(reply, notFound("stream"));
    return reply.header("etag", entityTag(found.version)).send(found);
  });

  // By HEAD nobody would see the code: none is made.
  server.route({
    method: "GET",
    url: "/v1/streams/:name/embed-code",
    exposeHeadRoute: false,
    ...embedCodeOperation,
    handler: async (request, reply) => {
      const { form, domains = "", ttl_seconds: ttlSeconds } = request.query;
      const outcome = await makeEmbedCode(dependencies, request.actor, {
        name: request.params.name,
        form,
        domains: domains.split(",").flatMap(domain => domain.trim() || []),
        ttlSeconds,
      });
      if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
      return reply.header("cache-control", "no-store").send(outcome.done);
    },
  });

  server.patch("/v1/streams/:name", updateOperation, async (request, reply) => {
    const outcome = await updateStream(dependencies, request.actor, {
      name: request.params.name,
      version: expectedVersion(request.headers),
      change: request.body,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.delete("/v1/streams/:name", removeOperation, async (request, reply) => {
    const outcome = await removeStream(dependencies, request.actor, {
      name: request.params.name,
      version: expectedVersion(request.headers),
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });
};
