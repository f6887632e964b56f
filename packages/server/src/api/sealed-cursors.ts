import type { FastifyReply, FastifyRequest } from "fastify";
import { type CursorPlace, openCursor, sealCursor } from "../commands/sealed-cursor.ts";
import type { ApiDependencies, ApiServer } from "./api.ts";

/** Seals the `next` of every list that the server's routes answer, and opens the `cursor` that comes back. */
export function sealCursors(server: ApiServer, { sealer }: Pick<ApiDependencies, "sealer">): void {
  server.addHook("preHandler", async request => {
    const { query } = request;
    if (typeof query !== "object" || query === null || !("cursor" in query)) return;
    if (typeof query.cursor === "string") query.cursor = openCursor(sealer, query.cursor, placeOf(request));
  });
  server.addHook(
    "preSerialization",
    async (request: FastifyRequest, _reply: FastifyReply, answer: unknown) => {
      if (typeof answer !== "object" || answer === null || !("items" in answer) || !("next" in answer)) {
        return answer;
      }
      const { next } = answer;
      return typeof next === "string"
        ? { ...answer, next: sealCursor(sealer, next, placeOf(request)) }
        : answer;
    },
  );
}

function placeOf(request: FastifyRequest): CursorPlace {
  return { organization: request.actor.organization, list: request.routeOptions.url ?? "" };
}
