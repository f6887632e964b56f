import { endSession } from "../../commands/end-session.ts";
import { findSession, listSessions } from "../../commands/read-sessions.ts";
import { sessionView } from "../../commands/views.ts";
import type { Routes } from "../api.ts";
import { noContent, operation } from "../operation.ts";
import { notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import { session, sessionQuery } from "../schemas/sessions.ts";

const tag = "sessions";

const listOperation = operation(
  { id: "listSessions", tag, summary: "Who plays and publishes, and who did", scope: "sessions:read" },
  { querystring: sessionQuery },
  { 200: listOf(session) },
);

const readOperation = operation(
  { id: "readSession", tag, summary: "One session", scope: "sessions:read", problems: [404] },
  { params: idParams },
  { 200: session },
);

const endOperation = operation(
  {
    id: "endSession",
    tag,
    summary: "End a session and bar its holder from the token for 60 s",
    scope: "sessions:end",
    problems: [404],
  },
  { params: idParams },
  { 204: noContent },
);

/** `/v1/sessions`: who plays now, and ending one. */
export const sessionRoutes: Routes = (server, dependencies) => {
  server.get("/v1/sessions", listOperation, async request => {
    const { status, ...query } = request.query;
    const live = status === undefined ? undefined : status === "live";
    return listSessions(dependencies, request.actor, { ...query, live });
  });

  server.get("/v1/sessions/:id", readOperation, async (request, reply) => {
    const found = await findSession(dependencies, request.actor, request.params.id);
    return found ? sessionView(found) : sendProblem(reply, notFound("session"));
  });

  server.delete("/v1/sessions/:id", endOperation, async (request, reply) => {
    const found = await endSession(dependencies, request.actor, request.params.id);
    return found ? reply.code(204).send() : sendProblem(reply, notFound("session"));
  });
};
