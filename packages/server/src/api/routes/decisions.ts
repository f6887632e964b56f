import { readDecision } from "../../commands/read-records.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { notFound, sendProblem } from "../problem.ts";
import { decision, refParams } from "../schemas/decisions.ts";

const readOperation = operation(
  {
    id: "readDecision",
    tag: "decisions",
    summary: "Why was this refused?",
    scope: "decisions:read",
    problems: [404],
  },
  { params: refParams },
  { 200: decision },
);

/** `GET /v1/decisions/{ref}`: why was this refused? */
export const decisionRoutes: Routes = (server, dependencies) => {
  server.get("/v1/decisions/:ref", readOperation, async (request, reply) => {
    const found = await readDecision(dependencies, request.actor, request.params.ref);
    return found ?? sendProblem(reply, notFound("decision"));
  });
};
