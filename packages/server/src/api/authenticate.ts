import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../commands/actor.ts";
import { includesScope } from "../commands/scopes.ts";
import { GUESS_RETRY_SECONDS } from "../lib/guess-throttle.ts";
import type { ApiDependencies } from "./api.ts";
import { scopeOf } from "./operation.ts";
import { sendProblem } from "./problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set before a route of API v1 runs. */
    actor: Actor;
  }
}

/**
 * Lets API keys in (`Authorization: Bearer …`), and the folder's owner through the local socket. Wrong keys are
 * counted per address; right ones always pass.
 */
export function requireActor(
  { authenticator, localActor }: Pick<ApiDependencies, "authenticator" | "localActor">,
  clientAddress: (request: FastifyRequest) => string | undefined,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const result = await authenticator({
      key: keyOf(request),
      local: localActor(request.raw.socket),
      ip: clientAddress(request),
    });
    if ("actor" in result) {
      request.actor = result.actor;
      return refuseWithoutScope(request, reply);
    }
    if (result.refused === "too-many-guesses") reply.header("retry-after", GUESS_RETRY_SECONDS);
    else reply.header("www-authenticate", 'Bearer realm="sluice api"');
    return sendProblem(reply, {
      status: result.refused === "too-many-guesses" ? 429 : 401,
      reason: result.refused,
      detail: details[result.refused],
    });
  };
}

/** The API key that a request shows. */
export function keyOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S.*?)\s*$/i.exec(request.headers.authorization ?? "")?.[1];
}

function refuseWithoutScope(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const scope = scopeOf(request);
  if (scope === undefined || includesScope(request.actor.scopes, scope)) return undefined;
  const detail = `this API key has not the scope ${scope}`;
  return sendProblem(reply, { status: 403, reason: "not-permitted", detail });
}

const details = {
  "api-key-missing": "send an API key as Authorization: Bearer <key>",
  "api-key-unknown": "this API key is not known here",
  "too-many-guesses": "too many wrong keys came from this address; wait a minute",
} as const;
