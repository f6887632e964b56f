import { findRevocation, listRevocations } from "../../commands/revocations/read-revocations.ts";
import { revoke, undoRevocation } from "../../commands/revocations/revoke.ts";
import { revocationView } from "../../commands/views.ts";
import type { Routes } from "../api.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import { dryRun, revocation, revocationBody, revocationQuery } from "../schemas/revocations.ts";

const revokeOperation = operation(
  {
    id: "revoke",
    tag: "revocations",
    summary: "Withdraw every token that a selector matches, and end their sessions",
    description:
      "Every field of the selector must match. `dry_run` counts and changes nothing (200). What reaches the whole organization needs its code in `confirm`.",
    scope: "tokens:revoke",
  },
  { body: revocationBody },
  { 200: dryRun, 201: revocation },
);

const listOperation = operation(
  {
    id: "listRevocations",
    tag: "revocations",
    summary: "Revocations, undone ones included",
    scope: "tokens:read",
  },
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
    const arrivedMilliseconds = dependencies.nowMilliseconds() - reply.elapsedTime;
    const outcome = await revoke(dependencies, request.actor, request.body, arrivedMilliseconds);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    if ("rule" in outcome.done) return reply.code(201).send(revocationView(outcome.done.rule));
    const { tokens, sessions } = outcome.done.dryRun;
    return { dry_run: true, count: tokens, sessions };
  });

  server.get("/v1/revocations", listOperation, async request =>
    listRevocations(dependencies, request.actor, request.query),
  );

  server.get("/v1/revocations/:id", readOperation, async (request, reply) => {
    const rule = await findRevocation(dependencies, request.actor, request.params.id);
    return rule ? revocationView(rule) : sendProblem(reply, notFound("revocation"));
  });

  server.delete("/v1/revocations/:id", undoOperation, async (request, reply) => {
    const outcome = await undoRevocation(dependencies, request.actor, request.params.id);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.code(204).send();
  });
};
