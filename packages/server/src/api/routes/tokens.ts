import type { FastifyReply } from "fastify";
import type { Outcome } from "../../commands/command-problem.ts";
import { findToken, listTokens, viewToken } from "../../commands/tokens/read-tokens.ts";
import { resumeToken, revokeToken, suspendToken } from "../../commands/tokens/token-state.ts";
import { updateToken } from "../../commands/tokens/update-token.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { listOf, tokenParams } from "../schemas/common.ts";
import { token, tokenPatch, tokenQuery } from "../schemas/tokens.ts";

const tag = "tokens";

const listOperation = operation(
  { id: "listTokens", tag, summary: "List tokens", scope: "tokens:read" },
  { querystring: tokenQuery },
  { 200: listOf(token) },
);

const readOperation = operation(
  {
    id: "readToken",
    tag,
    summary: "One token, by its id or its text",
    scope: "tokens:read",
    problems: [404],
  },
  { params: tokenParams },
  { 200: token },
);

const updateOperation = operation(
  {
    id: "updateToken",
    tag,
    summary: "Change a token's limits; its running sessions obey the new ones",
    description: "A revoked token is not changed (409).",
    scope: "tokens:update",
    problems: [404, 409, 412],
  },
  { params: tokenParams, headers: ifMatchHeaders, body: tokenPatch },
  { 200: token },
);

const suspendOperation = operation(
  {
    id: "suspendToken",
    tag,
    summary: "Suspend a token and end its sessions; resume opens it again",
    description: "One that is suspended already stays so. A revoked one is refused (409).",
    scope: "tokens:update",
    problems: [404, 409],
  },
  { params: tokenParams },
  { 200: token },
);

const resumeOperation = operation(
  {
    id: "resumeToken",
    tag,
    summary: "Open a suspended token again; sessions that were ended stay so",
    description: "One that is not suspended stays as it is. A revoked one is refused (409).",
    scope: "tokens:update",
    problems: [404, 409],
  },
  { params: tokenParams },
  { 200: token },
);

const revokeOperation = operation(
  {
    id: "revokeToken",
    tag,
    summary: "Revoke a token for good and end its sessions",
    scope: "tokens:revoke",
    problems: [404],
  },
  { params: tokenParams },
  { 204: noContent },
);

/** A token as the commands hand it out. */
type FoundToken = NonNullable<Awaited<ReturnType<typeof findToken>>>;

/** `/v1/tokens`: list, see, change, suspend, resume and revoke. */
export const tokenRoutes: Routes = (server, dependencies) => {
  const send = (reply: FastifyReply, outcome: Outcome<FoundToken>) =>
    "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : sendToken(dependencies, reply, outcome.done);

  server.get("/v1/tokens", listOperation, async request =>
    listTokens(dependencies, request.actor, request.query),
  );

  server.get("/v1/tokens/:id", readOperation, async (request, reply) => {
    const found = await findToken(dependencies, request.actor, request.params.id);
    return found ? sendToken(dependencies, reply, found) : sendProblem(reply, notFound("token"));
  });

  server.patch("/v1/tokens/:id", updateOperation, async (request, reply) => {
    const { actor, params, body, headers } = request;
    const order = { idOrText: params.id, change: body, version: expectedVersion(headers) };
    return send(reply, await updateToken(dependencies, actor, order));
  });

  server.post("/v1/tokens/:id/suspend", suspendOperation, async (request, reply) =>
    send(reply, await suspendToken(dependencies, request.actor, request.params.id)),
  );

  server.post("/v1/tokens/:id/resume", resumeOperation, async (request, reply) =>
    send(reply, await resumeToken(dependencies, request.actor, request.params.id)),
  );

  server.delete("/v1/tokens/:id", revokeOperation, async (request, reply) => {
    const outcome = await revokeToken(dependencies, request.actor, request.params.id);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.code(204).send();
  });
};

async function sendToken(dependencies: ApiDependencies, reply: FastifyReply, record: FoundToken) {
  return reply.header("etag", entityTag(record.version)).send(await viewToken(dependencies, record));
}
