import { createGroup } from "../../commands/groups/create-group.ts";
import { listGroups, readGroup } from "../../commands/groups/read-groups.ts";
import { removeGroup } from "../../commands/groups/remove-group.ts";
import { updateGroup } from "../../commands/groups/update-group.ts";
import type { Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import { group, groupPatch, groupQuery, newGroup } from "../schemas/groups.ts";

const tag = "groups";

const listOperation = operation(
  { id: "listGroups", tag, summary: "List groups, by id", scope: "streams:read" },
  { querystring: groupQuery },
  { 200: listOf(group) },
);

const createOperation = operation(
  { id: "createGroup", tag, summary: "Make a group", scope: "streams:write", problems: [409] },
  { body: newGroup },
  { 201: group },
);

const readOperation = operation(
  { id: "readGroup", tag, summary: "One group", scope: "streams:read", problems: [404] },
  { params: idParams },
  { 200: group },
);

const updateOperation = operation(
  {
    id: "updateGroup",
    tag,
    summary: "Change a group, and which streams belong to it, at once",
    description:
      "A token of the group opens a stream that joins, whenever it was issued. When a stream leaves, sessions end whose token opens the group only.",
    scope: "streams:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders, body: groupPatch },
  { 200: group },
);

const removeOperation = operation(
  {
    id: "deleteGroup",
    tag,
    summary: "Remove a group; its streams stay, each a group of its own",
    scope: "streams:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders },
  { 204: noContent },
);

/** `/v1/groups`: list, make, see, change and remove. */
export const groupRoutes: Routes = (server, dependencies) => {
  const { registry } = dependencies;

  server.get("/v1/groups", listOperation, async request =>
    listGroups(registry, request.actor, request.query),
  );

  server.post("/v1/groups", createOperation, async (request, reply) => {
    const outcome = await createGroup(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.code(201).header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.get("/v1/groups/:id", readOperation, async (request, reply) => {
    const found = readGroup(registry, request.actor, request.params.id);
    if (!found) return sendProblem(reply, notFound("group"));
    return reply.header("etag", entityTag(found.version)).send(found);
  });

  server.patch("/v1/groups/:id", updateOperation, async (request, reply) => {
    const outcome = await updateGroup(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      ...request.body,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.delete("/v1/groups/:id", removeOperation, async (request, reply) => {
    const outcome = await removeGroup(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });
};
