import { readDecision } from "../../commands/read-records.ts";
import type { Routes } from "../api.ts";
import { notFound, sendProblem } from "../problem.ts";
import { refParams } from "../schemas.ts";

/** `GET /v1/decisions/{ref}`: why was this refused? */
export const decisionRoutes: Routes = (server, dependencies) => {
  server.get("/v1/decisions/:ref", { schema: { params: refParams } }, async (request, reply) => {
    const decision = await readDecision(dependencies, request.actor, request.params.ref);
    return decision ?? sendProblem(reply, notFound("decision"));
  });
};
