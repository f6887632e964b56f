import { listDecisions, readDecision } from "../../commands/read-decisions.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { notFound, sendProblem } from "../problem.ts";
import { listOf } from "../schemas/common.ts";
import { decision, decisionQuery, refParams } from "../schemas/decisions.ts";

const listOperation = operation(
  {
    id: "listDecisions",
    tag: "decisions",
    summary: "Who was refused, and who was admitted",
    description:
      "The last 100,000, those of this moment included. Sessions that go on are not decided again.",
    scope: "decisions:read",
  },
  { querystring: decisionQuery },
  { 200: listOf(decision) },
);

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

/** `/v1/decisions`: who was refused, and why? */
export const decisionRoutes: Routes = (server, dependencies) => {
  server.get("/v1/decisions", listOperation, async request =>
    listDecisions(dependencies, request.actor, request.query),
  );

  server.get("/v1/decisions/:ref", readOperation, async (request, reply) => {
    const found = await readDecision(dependencies, request.actor, request.params.ref);
    return found ?? sendProblem(reply, notFound("decision"));
  });
};
