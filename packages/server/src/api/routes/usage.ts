import { readUsage } from "../../commands/read-usage.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import { usageQuery, usageSeries } from "../schemas/usage.ts";

const readOperation = operation(
  {
    id: "readUsage",
    tag: "usage",
    summary: "Usage by the hour or by the day: sessions, time, bytes, requests, refusals",
    description:
      "Written every few seconds. A key that is limited to applications reads by `application` and by `stream`, of its own.",
    scope: "usage:read",
  },
  { querystring: usageQuery },
  { 200: usageSeries },
);

/** `GET /v1/usage`: what was used, by application, stream, user or tag. */
export const usageRoutes: Routes = (server, dependencies) => {
  server.get("/v1/usage", readOperation, async (request, reply) => {
    const outcome = await readUsage(dependencies, request.actor, request.query);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });
};
