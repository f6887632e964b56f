import { endSession } from "../../commands/end-session.ts";
import { listSessions } from "../../commands/read-records.ts";
import type { Routes } from "../api.ts";
import { notFound, sendProblem } from "../problem.ts";
import { idParams, sessionQuery } from "../schemas.ts";

/** `/v1/sessions`: who plays now, and ending one. */
export const sessionRoutes: Routes = (server, dependencies) => {
  server.get("/v1/sessions", { schema: { querystring: sessionQuery } }, async request => {
    const { status, ...query } = request.query;
    const live = status === undefined ? undefined : status === "live";
    return listSessions(dependencies, request.actor, { ...query, live });
  });

  server.delete("/v1/sessions/:id", { schema: { params: idParams } }, async (request, reply) => {
    const found = await endSession(dependencies, request.actor, request.params.id);
    return found ? reply.code(204).send() : sendProblem(reply, notFound("session"));
  });
};
