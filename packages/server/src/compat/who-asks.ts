import type { FastifyRequest } from "fastify";
import type { Actor } from "../commands/actor.ts";
import { includesScope } from "../commands/scopes.ts";
import { GUESS_RETRY_SECONDS } from "../lib/guess-throttle.ts";
import type { CompatDependencies } from "./compat-dependencies.ts";
import type { CompatCall, CompatProblem, CompatRoute, CompatSystem } from "./compat-system.ts";

/** Who asks where no key is needed: nobody, with no rights. */
const nobody: Actor = {
  organization: "",
  id: "nobody",
  ip: undefined,
  scopes: new Set(),
  applications: [],
  actions: [],
  longestTtlSeconds: 0,
  expiresAtSeconds: undefined,
};

interface Asked {
  readonly dependencies: CompatDependencies;
  readonly clientAddress: (request: FastifyRequest) => string | undefined;
}

/** The call without its body. */
export function callOf(
  { dependencies, clientAddress }: Asked,
  request: FastifyRequest,
): Omit<CompatCall, "body"> {
  const { url } = request;
  const begin = url.indexOf("?");
  return {
    // The router gives texts alone.
    params: request.params as Readonly<Record<string, string>>,
    query: begin < 0 ? "" : url.slice(begin + 1),
    headers: request.headers,
    ip: clientAddress(request),
    viaProxy: dependencies.trustsPeer(request.raw),
    nowMilliseconds: dependencies.nowMilliseconds(),
  };
}

/** Who asks, or why nobody is let in; `key` is the id of a good API key that may not do this. */
export type WhoAsks =
  | { readonly actor: Actor }
  | { readonly problem: CompatProblem; readonly key?: string | undefined };

/** Lets API keys in, in the place that the system has for its own. Wrong keys are counted per address; right ones always pass. */
export async function whoAsks(
  asked: Asked,
  system: CompatSystem,
  route: CompatRoute,
  request: FastifyRequest,
): Promise<WhoAsks> {
  if (route.scope === "open") return { actor: nobody };
  const { dependencies } = asked;
  const call = callOf(asked, request);
  const key = system.keyOf(request.headers);
  const without = key === undefined ? await system.actorWithoutKey?.(dependencies, call) : undefined;
  if (without) return "problem" in without ? without : permitted(without, route);
  const result = await dependencies.authenticator({ key, local: undefined, ip: call.ip });
  if ("actor" in result) return permitted(result.actor, route);
  const isThrottled = result.refused === "too-many-guesses";
  const retryAfterSeconds = isThrottled ? GUESS_RETRY_SECONDS : undefined;
  return { problem: { reason: result.refused, detail: details[result.refused], retryAfterSeconds } };
}

function permitted(actor: Actor, { scope }: CompatRoute): WhoAsks {
  if (scope === "open" || includesScope(actor.scopes, scope)) return { actor };
  const detail = `this API key has not the scope ${scope}`;
  return { problem: { reason: "not-permitted", detail }, key: actor.id };
}

const details = {
  "api-key-missing": "send an API key of this server in the place of the other system's",
  "api-key-unknown": "this API key is not known here",
  "too-many-guesses": "too many wrong keys came from this address; wait a minute",
} as const;
