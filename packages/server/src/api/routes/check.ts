import { checkRequest } from "../../commands/check-request.ts";
import type { Routes } from "../api.ts";
import { invalid, sendProblem } from "../problem.ts";
import { checkBody } from "../schemas.ts";

/** `POST /v1/check` and `/v1/explain`: what would a door say? 200 either way; spends only with `consume: true`. */
export const checkRoutes: Routes = (server, dependencies) => {
  server.post("/v1/check", { schema: { body: checkBody } }, async (request, reply) => {
    const { at, consume } = request.body;
    if (consume && at !== undefined) {
      return sendProblem(reply, invalid([{ field: "at", message: "a use is spent now, at no other time" }]));
    }
    const { rules: _, ...answer } = await checkRequest(dependencies, request.actor, request.body);
    return answer;
  });

  server.post("/v1/explain", { schema: { body: checkBody.omit({ consume: true }) } }, async request =>
    checkRequest(dependencies, request.actor, request.body),
  );
};
