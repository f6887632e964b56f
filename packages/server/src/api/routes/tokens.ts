import { type CreatedToken, createToken } from "../../commands/create-token.ts";
import { playbackUrls } from "../../commands/playback-urls.ts";
import { listTokens, readToken, viewToken } from "../../commands/read-records.ts";
import { revokeToken } from "../../commands/revoke.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { noContent, operation } from "../operation.ts";
import { invalid, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import { createdToken, token, tokenGrant, tokenQuery } from "../schemas/tokens.ts";

const createOperation = operation(
  {
    id: "createToken",
    tag: "tokens",
    summary: "Make a token; the only answer with its text",
    scope: "tokens:create",
  },
  { body: tokenGrant },
  { 201: createdToken },
);

const listOperation = operation(
  { id: "listTokens", tag: "tokens", summary: "List tokens", scope: "tokens:read" },
  { querystring: tokenQuery },
  { 200: listOf(token) },
);

const readOperation = operation(
  {
    id: "readToken",
    tag: "tokens",
    summary: "One token, by its id or its text",
    scope: "tokens:read",
    problems: [404],
  },
  { params: idParams },
  { 200: token },
);

const revokeOperation = operation(
  {
    id: "revokeToken",
    tag: "tokens",
    summary: "Revoke a token for good and end its sessions",
    scope: "tokens:revoke",
    problems: [404],
  },
  { params: idParams },
  { 204: noContent },
);

/** `/v1/tokens`: make, list, see and revoke. */
export const tokenRoutes: Routes = (server, dependencies) => {
  server.post("/v1/tokens", createOperation, async (request, reply) => {
    const result = await createToken(dependencies, request.actor, request.body);
    if ("problems" in result) return sendProblem(reply, invalid(result.problems));
    return reply
      .code(201)
      .header("cache-control", "no-store")
      .send(await created(dependencies, result));
  });

  server.get("/v1/tokens", listOperation, async request =>
    listTokens(dependencies, request.actor, request.query),
  );

  server.get("/v1/tokens/:id", readOperation, async (request, reply) => {
    const found = await readToken(dependencies, request.actor, request.params.id);
    return found ?? sendProblem(reply, notFound("token"));
  });

  server.delete("/v1/tokens/:id", revokeOperation, async (request, reply) => {
    const found = await readToken(dependencies, request.actor, request.params.id);
    const revoked = found !== undefined && (await revokeToken(dependencies, request.actor, found.id));
    return revoked ? reply.code(204).send() : sendProblem(reply, notFound("token"));
  });
};

/** The one answer that holds the token's text. */
async function created(dependencies: ApiDependencies, { record, text, stream }: CreatedToken) {
  const tokenText = text.expose();
  const plays = record.action === "play" && stream !== undefined && stream.application.origin !== undefined;
  const urls = plays ? playbackUrls(dependencies.urls, stream, tokenText) : undefined;
  return {
    ...(await viewToken(dependencies, record)),
    token: tokenText,
    playback_url: urls?.page ?? null,
    urls: urls ?? {},
  };
}
