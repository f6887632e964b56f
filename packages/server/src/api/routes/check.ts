import { checkRequest } from "../../commands/check-request.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import { checkBody, checked, explainBody, explained } from "../schemas/check.ts";

const checkOperation = operation(
  {
    id: "check",
    tag: "check",
    summary: "What would a door say? Spends only with consume",
    description: "Answers 200 whether it would be allowed or not.",
    scope: "check",
  },
  { body: checkBody },
  { 200: checked },
);

const explainOperation = operation(
  {
    id: "explain",
    tag: "check",
    summary: "What would a door say, with the outcome of every rule; spends nothing",
    scope: "check",
  },
  { body: explainBody },
  { 200: explained },
);

/** `POST /v1/check` and `/v1/explain`: what would a door say? 200 either way; spends only with `consume: true`. */
export const checkRoutes: Routes = (server, dependencies) => {
  server.post("/v1/check", checkOperation, async (request, reply) => {
    const outcome = await checkRequest(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const { rules: _, ...answer } = outcome.done;
    return answer;
  });

  server.post("/v1/explain", explainOperation, async (request, reply) => {
    const outcome = await checkRequest(dependencies, request.actor, request.body);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });
};
