import { listRevocations, readRevocation } from "../../commands/read-records.ts";
import { revoke } from "../../commands/revoke.ts";
import { revocationView } from "../../commands/views.ts";
import type { Routes } from "../api.ts";
import { noContent, operation } from "../operation.ts";
import { invalid, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import { dryRun, revocation, revocationBody, revocationQuery } from "../schemas/revocations.ts";

const revokeOperation = operation(
  {
    id: "revoke",
    tag: "revocations",
    summary: "Withdraw every token that a selector matches, and end their sessions",
    description: "Every field of the selector must match. `dry_run` counts and changes nothing (200).",
    scope: "tokens:revoke",
  },
  { body: revocationBody },
  { 200: dryRun, 201: revocation },
);

const listOperation = operation(
  { id: "listRevocations", tag: "revocations", summary: "List revocations", scope: "tokens:read" },
  { querystring: revocationQuery },
  { 200: listOf(revocation) },
);

const readOperation = operation(
  {
    id: "readRevocation",
    tag: "revocations",
    summary: "One revocation",
    scope: "tokens:read",
    problems: [404],
  },
  { params: idParams },
  { 200: revocation },
);

const undoOperation = operation(
  {
    id: "undoRevocation",
    tag: "revocations",
    summary: "Undo a revocation: tokens open again, ended sessions stay ended",
    scope: "tokens:revoke",
    problems: [404],
  },
  { params: idParams },
  { 204: noContent },
);

/** `/v1/revocations`: cut by selector, see, undo. */
export const revocationRoutes: Routes = (server, dependencies) => {
  server.post("/v1/revocations", revokeOperation, async (request, reply) => {
    const outcome = await revoke(dependencies, request.actor, request.body);
    if ("problems" in outcome) return sendProblem(reply, invalid(outcome.problems));
    if ("dryRun" in outcome) {
      return { dry_run: true, count: outcome.dryRun.tokens, sessions: outcome.dryRun.sessions };
    }
    return reply.code(201).send(revocationView(outcome.rule));
  });

  server.get("/v1/revocations", listOperation, async request =>
    listRevocations(dependencies, request.actor, request.query),
  );

  server.get("/v1/revocations/:id", readOperation, async (request, reply) => {
    const rule = await readRevocation(dependencies, request.actor, request.params.id);
    return rule ?? sendProblem(reply, notFound("revocation"));
  });

  server.delete("/v1/revocations/:id", undoOperation, async (request, reply) => {
    const undone = await dependencies.store.undoRevocation(request.actor.organization, request.params.id);
    return undone ? reply.code(204).send() : sendProblem(reply, notFound("revocation"));
  });
};
