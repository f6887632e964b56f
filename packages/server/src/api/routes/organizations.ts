import { apiKeyView } from "../../commands/api-keys/api-key-view.ts";
import { createOrganization } from "../../commands/organizations/create-organization.ts";
import { listOrganizations, readOrganization } from "../../commands/organizations/read-organizations.ts";
import { removeOrganization } from "../../commands/organizations/remove-organization.ts";
import { updateOrganization } from "../../commands/organizations/update-organization.ts";
import type { Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { listOf } from "../schemas/common.ts";
import { codeParams } from "../schemas/declared.ts";
import {
  createdOrganization,
  newOrganization,
  organization,
  organizationPatch,
  organizationQuery,
  organizationRemoval,
} from "../schemas/organizations.ts";

const tag = "organizations";

const listOperation = operation(
  {
    id: "listOrganizations",
    tag,
    summary: "List organizations, by code",
    description: "Its own one; with the scope `installation` all of them.",
    scope: undefined,
  },
  { querystring: organizationQuery },
  { 200: listOf(organization) },
);

const createOperation = operation(
  {
    id: "createOrganization",
    tag,
    summary: "Make an organization and its first administrator's key",
    scope: "installation",
    problems: [409],
  },
  { body: newOrganization },
  { 201: createdOrganization },
);

const readOperation = operation(
  { id: "readOrganization", tag, summary: "One organization", scope: undefined, problems: [404] },
  { params: codeParams },
  { 200: organization },
);

const updateOperation = operation(
  {
    id: "updateOrganization",
    tag,
    summary: "Change an organization",
    description: "Needs the scope `admin`, or `installation` for another one than its own.",
    scope: undefined,
    problems: [403, 404, 412],
  },
  { params: codeParams, headers: ifMatchHeaders, body: organizationPatch },
  { 200: organization },
);

const removeOperation = operation(
  {
    id: "deleteOrganization",
    tag,
    summary: "Remove an organization with everything in it",
    description:
      "Sessions end at once, and keys and tokens open nothing from then on. The first organization stays (409).",
    scope: "installation",
    problems: [404, 409, 412],
  },
  { params: codeParams, headers: ifMatchHeaders, querystring: organizationRemoval },
  { 204: noContent },
);

/** `/v1/organizations`: list, make, see, change and remove. */
export const organizationRoutes: Routes = (server, dependencies) => {
  const { registry } = dependencies;

  server.get("/v1/organizations", listOperation, async request =>
    listOrganizations(registry, request.actor, request.query),
  );

  server.post("/v1/organizations", createOperation, async (request, reply) => {
    const outcome = await createOrganization(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const { organization: made, apiKey } = outcome.done;
    return reply
      .code(201)
      .headers({ "cache-control": "no-store", etag: entityTag(made.version) })
      .send({ ...made, api_key: { ...apiKeyView(apiKey.record), key: apiKey.text.expose() } });
  });

  server.get("/v1/organizations/:code", readOperation, async (request, reply) => {
    const found = readOrganization(registry, request.actor, request.params.code);
    if (!found) return sendProblem(reply, notFound("organization"));
    return reply.header("etag", entityTag(found.version)).send(found);
  });

  server.patch("/v1/organizations/:code", updateOperation, async (request, reply) => {
    const outcome = await updateOrganization(dependencies, request.actor, {
      code: request.params.code,
      version: expectedVersion(request.headers),
      change: request.body,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.header("etag", entityTag(outcome.done.version)).send(outcome.done);
  });

  server.delete("/v1/organizations/:code", removeOperation, async (request, reply) => {
    const outcome = await removeOrganization(dependencies, request.actor, {
      code: request.params.code,
      version: expectedVersion(request.headers),
      confirm: request.query.confirm,
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });
};
