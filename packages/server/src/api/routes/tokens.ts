import { type CreatedToken, createToken } from "../../commands/create-token.ts";
import { playbackUrls } from "../../commands/playback-urls.ts";
import { listTokens, readToken, viewToken } from "../../commands/read-records.ts";
import { revokeToken } from "../../commands/revoke.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { invalid, notFound, sendProblem } from "../problem.ts";
import { idParams, tokenGrant, tokenQuery } from "../schemas.ts";

/** `/v1/tokens`: make, list, see and revoke. */
export const tokenRoutes: Routes = (server, dependencies) => {
  server.post("/v1/tokens", { schema: { body: tokenGrant } }, async (request, reply) => {
    const result = await createToken(dependencies, request.actor, request.body);
    if ("problems" in result) return sendProblem(reply, invalid(result.problems));
    return reply
      .code(201)
      .header("cache-control", "no-store")
      .send(await created(dependencies, result));
  });

  server.get("/v1/tokens", { schema: { querystring: tokenQuery } }, async request =>
    listTokens(dependencies, request.actor, request.query),
  );

  server.get("/v1/tokens/:id", { schema: { params: idParams } }, async (request, reply) => {
    const token = await readToken(dependencies, request.actor, request.params.id);
    return token ?? sendProblem(reply, notFound("token"));
  });

  server.delete("/v1/tokens/:id", { schema: { params: idParams } }, async (request, reply) => {
    const token = await readToken(dependencies, request.actor, request.params.id);
    const found = token !== undefined && (await revokeToken(dependencies, request.actor, token.id));
    return found ? reply.code(204).send() : sendProblem(reply, notFound("token"));
  });
};

/** The one answer that holds the token's text. */
async function created(dependencies: ApiDependencies, { record, text, stream }: CreatedToken) {
  const token = text.expose();
  const plays = record.action === "play" && stream !== undefined && stream.application.origin !== undefined;
  const urls = plays ? playbackUrls(dependencies.urls, stream, token) : undefined;
  return {
    ...(await viewToken(dependencies, record)),
    token,
    playback_url: urls?.page ?? null,
    urls: urls ?? {},
  };
}
