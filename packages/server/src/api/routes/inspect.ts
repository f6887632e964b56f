import { inspectToken } from "../../commands/tokens/inspecting/inspect-token.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import { inspectBody, inspected } from "../schemas/inspect.ts";

const inspectOperation = operation(
  {
    id: "inspectToken",
    tag: "tokens",
    summary: "What is this text? Decodes any token, names its key, explains it rule by rule",
    description:
      "Answers 200 for any text, also for one that is no token. The text is not logged, nothing is spent, no decision is recorded, no guess is counted.",
    scope: "tokens:read",
  },
  { body: inspectBody },
  { 200: inspected },
);

/** `POST /v1/tokens/inspect`. */
export const inspectRoutes: Routes = (server, dependencies) => {
  server.post("/v1/tokens/inspect", inspectOperation, async (request, reply) => {
    const outcome = await inspectToken(dependencies, request.actor, request.body);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });
};
