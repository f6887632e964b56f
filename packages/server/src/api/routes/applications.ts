import { createApplication } from "../../commands/applications/create-application.ts";
import { originHealthView } from "../../commands/applications/origin-health-view.ts";
import { listApplications, readApplication } from "../../commands/applications/read-applications.ts";
import { removeApplication } from "../../commands/applications/remove-application.ts";
import { updateApplication } from "../../commands/applications/update-application.ts";
import type { Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import {
  application,
  applicationPatch,
  applicationQuery,
  applicationReading,
  applicationRemoval,
  newApplication,
} from "../schemas/applications.ts";
import { listOf } from "../schemas/common.ts";
import { nameParams } from "../schemas/declared.ts";

const tag = "applications";

const listOperation = operation(
  { id: "listApplications", tag, summary: "List applications, by name", scope: "streams:read" },
  { querystring: applicationQuery },
  { 200: listOf(application) },
);

const createOperation = operation(
  {
    id: "createApplication",
    tag,
    summary: "Make an application",
    description:
      "Folders, private addresses and `allow_private` need the scope `installation` besides: they reach into the machine.",
    scope: "streams:write",
    problems: [409],
  },
  { body: newApplication },
  { 201: application },
);

const readOperation = operation(
  {
    id: "readApplication",
    tag,
    summary: "One application, and how its origin answers",
    scope: "streams:read",
    problems: [404],
  },
  { params: nameParams },
  { 200: applicationReading },
);

const updateOperation = operation(
  {
    id: "updateApplication",
    tag,
    summary: "Change an application at once",
    description: "Sessions go on, but those of streams that it no longer has.",
    scope: "streams:write",
    problems: [404, 409, 412],
  },
  { params: nameParams, headers: ifMatchHeaders, body: applicationPatch },
  { 200: application },
);

const removeOperation = operation(
  {
    id: "deleteApplication",
    tag,
    summary: "Remove an application and leave its name free",
    scope: "streams:write",
    problems: [404, 409, 412],
  },
  { params: nameParams, headers: ifMatchHeaders, querystring: applicationRemoval },
  { 204: noContent },
);

/** `/v1/applications`: list, make, see, change and remove. */
export const applicationRoutes: Routes = (server, dependencies) => {
  const { registry } = dependencies;

  server.get("/v1/applications", listOperation, async request =>
    listApplications(registry, request.actor, request.query),
  );

  server.post("/v1/applications", createOperation, async (request, reply) => {
    const outcome = await createApplication(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.code(201).header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.get("/v1/applications/:name", readOperation, async (request, reply) => {
    const found = readApplication(registry, request.actor, request.params.name);
    if (!found) return sendProblem(reply, notFound("application"));
    const health = originHealthView(dependencies.originHealth(found.name));
    return reply.header("etag", entityTag(found.version)).send({ ...found, origin_health: health });
  });

  server.patch("/v1/applications/:name", updateOperation, async (request, reply) => {
    const outcome = await updateApplication(dependencies, request.actor, {
      name: request.params.name,
      version: expectedVersion(request.headers),
      change: request.body,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.delete("/v1/applications/:name", removeOperation, async (request, reply) => {
    const outcome = await removeApplication(dependencies, request.actor, {
      name: request.params.name,
      version: expectedVersion(request.headers),
      force: request.query.force === "true",
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });
};
