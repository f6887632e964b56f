import { eraseUser } from "../../commands/maintenance/erase-user.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import { userErasure, userParams } from "../schemas/users.ts";

const eraseOperation = operation(
  {
    id: "eraseUser",
    tag: "users",
    summary: "Erase what is kept about a viewer",
    description:
      "Ends their sessions and removes their tokens, sessions, decisions, usage and deliveries, and their details in the audit log. May be repeated. Backups and log files keep what they have.",
    scope: "users:erase",
  },
  { params: userParams },
  { 200: userErasure },
);

/** `/v1/users/{user}/data`: what is kept about a viewer. */
export const userRoutes: Routes = (server, dependencies) => {
  server.delete("/v1/users/:user/data", eraseOperation, async (request, reply) => {
    const outcome = await eraseUser(dependencies, request.actor, request.params.user);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });
};
