import { listRevocations, readRevocation } from "../../commands/read-records.ts";
import { revoke } from "../../commands/revoke.ts";
import { revocationView } from "../../commands/views.ts";
import type { Routes } from "../api.ts";
import { invalid, notFound, sendProblem } from "../problem.ts";
import { idParams, revocationBody, revocationQuery } from "../schemas.ts";

/** `/v1/revocations`: cut by selector, see, undo. */
export const revocationRoutes: Routes = (server, dependencies) => {
  server.post("/v1/revocations", { schema: { body: revocationBody } }, async (request, reply) => {
    const outcome = await revoke(dependencies, request.actor, request.body);
    if ("problems" in outcome) return sendProblem(reply, invalid(outcome.problems));
    if ("dryRun" in outcome) {
      return { dry_run: true, count: outcome.dryRun.tokens, sessions: outcome.dryRun.sessions };
    }
    return reply.code(201).send(revocationView(outcome.rule));
  });

  server.get("/v1/revocations", { schema: { querystring: revocationQuery } }, async request =>
    listRevocations(dependencies, request.actor, request.query),
  );

  server.get("/v1/revocations/:id", { schema: { params: idParams } }, async (request, reply) => {
    const rule = await readRevocation(dependencies, request.actor, request.params.id);
    return rule ?? sendProblem(reply, notFound("revocation"));
  });

  server.delete("/v1/revocations/:id", { schema: { params: idParams } }, async (request, reply) => {
    const undone = await dependencies.store.undoRevocation(request.actor.organization, request.params.id);
    return undone ? reply.code(204).send() : sendProblem(reply, notFound("revocation"));
  });
};
