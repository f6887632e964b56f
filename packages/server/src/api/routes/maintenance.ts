import type { FastifyRequest } from "fastify";
import { backUp } from "../../commands/maintenance/back-up.ts";
import type { Restored } from "../../commands/maintenance/maintenance.ts";
import { readRetention } from "../../commands/maintenance/read-retention.ts";
import { includesScope } from "../../commands/scopes.ts";
import type { ApiDependencies, ApiServer, Routes } from "../api.ts";
import { keyOf } from "../authenticate.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import {
  backupFile,
  DATABASE_TYPE,
  restored,
  restoreFile,
  restoreQuery,
  retention,
} from "../schemas/maintenance.ts";

const backupOperation = operation(
  {
    id: "backup",
    tag: "maintenance",
    summary: "A copy of the whole database, made while it is in use",
    description:
      "One SQLite file: what was committed when the copying began. It does not hold the master key.",
    scope: "installation",
    produces: DATABASE_TYPE,
  },
  {},
  { 200: backupFile },
);

const restoreOperation = operation(
  {
    id: "restore",
    tag: "maintenance",
    summary: "Put the database back to a copy; nothing spent or revoked comes back to life",
    description:
      "The file is checked before anything is touched. While the database is exchanged, every other request gets 503.",
    scope: "installation",
    problems: [409],
    consumes: DATABASE_TYPE,
  },
  { querystring: restoreQuery, body: restoreFile },
  { 200: restored },
);

const retentionOperation = operation(
  {
    id: "readRetention",
    tag: "maintenance",
    summary: "How long what is over is kept, and when it was last removed",
    scope: "installation",
  },
  {},
  { 200: retention },
);

/** `GET /v1/backup`, `POST /v1/restore` and `GET /v1/retention`, for the machine's own operators. */
export const maintenanceRoutes: Routes = (server, dependencies) => {
  server.get("/v1/backup", backupOperation, async (request, reply) => {
    const outcome = await backUp(dependencies, request.actor);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const { bytes, content, takenAtMilliseconds } = outcome.done;
    const name = `sluice-${new Date(takenAtMilliseconds).toISOString().replaceAll(/[:.]/g, "-")}.db`;
    return reply
      .type(DATABASE_TYPE)
      .header("cache-control", "no-store")
      .header("content-length", bytes)
      .header("content-disposition", `attachment; filename="${name}"`)
      .send(content);
  });

  server.get("/v1/retention", retentionOperation, async () => readRetention(dependencies));

  // A part of the server of its own: here a body is a file of any length, and is not read before it is asked for.
  void server.register(async (scope: ApiServer) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(DATABASE_TYPE, (_request, content, done) => done(null, content));
    scope.post("/v1/restore", restoreOperation, async (request, reply) => {
      const outcome = await dependencies.maintenance.restore({
        actor: request.actor,
        content: request.body,
        otherHistory: request.query.other_history,
        connection: request.raw.socket,
        isStillAllowed: () => isStillAllowed(dependencies, request),
      });
      return "problem" in outcome
        ? sendProblem(reply, commandProblem(outcome.problem))
        : restoredView(outcome.done);
    });
  });
};

/** The upload may take its time, and the key that began it may be withdrawn meanwhile. */
async function isStillAllowed(
  { authenticator, localActor }: Pick<ApiDependencies, "authenticator" | "localActor">,
  request: FastifyRequest,
): Promise<boolean> {
  const local = localActor(request.raw.socket);
  const result = await authenticator({ key: keyOf(request), local, ip: request.actor.ip });
  return "actor" in result && includesScope(result.actor.scopes, "installation");
}

function restoredView(done: Restored) {
  return {
    taken_at: Math.floor(done.takenAtMilliseconds / 1000),
    other_history: done.isOtherHistory,
    tokens_withdrawn: done.tokensWithdrawn,
    tokens_returned: done.tokensReturned,
    sessions_ended: done.sessionsEnded,
    objects_changed: done.objectsChanged,
  };
}
