import { MAX_TOKEN_LENGTH } from "@sluice/token";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { randomRef } from "../lib/random-names.ts";
import { redact } from "../lib/redact.ts";
import type { Log } from "../telemetry/log.ts";
import type { CompatDependencies } from "./compat-dependencies.ts";
import type { CompatAnswer, CompatProblem, CompatRoute, CompatSystem } from "./compat-system.ts";
import { createProblemLog, type WriteProblem } from "./problem-log.ts";
import { callOf, whoAsks } from "./who-asks.ts";

const BODY_LIMIT_BYTES = 256 * 1024;
/** Characters: a token may stand in a path; one that is too long is told so. */
const LONGEST_PARAMETER = MAX_TOKEN_LENGTH + 1024;
const MILLISECONDS = 1_000;

/** What every call is answered with. */
interface Frame {
  readonly dependencies: CompatDependencies;
  readonly writeProblem: WriteProblem;
  readonly clientAddress: (request: FastifyRequest) => string | undefined;
}

/**
 * The APIs of other systems as a server without a listener. Requests are never logged: their addresses and headers hold
 * credentials. Whatever fails is said in the words of the system whose route it is.
 */
export function buildCompat(
  systems: readonly CompatSystem[],
  dependencies: CompatDependencies,
  log: Log,
  clientAddress: Frame["clientAddress"],
): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: true },
    return503OnClosing: true,
    // The router's own complaints quote the address, which may hold a credential.
    frameworkErrors: (_error, _request, reply: FastifyReply) =>
      void send(reply, { status: 400, json: { message: "the address is not well encoded" } }),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: "there is no such address" }),
  );
  server.addHook("onResponse", async (request, reply) => {
    const route = request.is404 ? "unknown" : (request.routeOptions.url ?? "unknown");
    const labels = {
      route,
      method: request.is404 ? "other" : request.method,
      status: String(reply.statusCode),
    };
    dependencies.metrics.apiRequestSeconds.observe(labels, reply.elapsedTime / MILLISECONDS);
  });
  const { nowMilliseconds } = dependencies;
  const writeProblem = createProblemLog({ log, drawRef: randomRef, nowMilliseconds, clientAddress });
  const frame: Frame = { dependencies, writeProblem, clientAddress };
  for (const system of systems) {
    void server.register(async scope => {
      scope.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) =>
        refuse(frame, system, { request, reply }, problemOf(error), error),
      );
      for (const route of system.routes) addRoute(scope, frame, system, route);
    });
  }
  return server;
}

function addRoute(scope: FastifyInstance, frame: Frame, system: CompatSystem, route: CompatRoute): void {
  scope.route({
    method: route.method,
    url: route.url,
    // Before the body: nobody who is not let in sends one.
    onRequest: async (request, reply) => {
      const who = await whoAsks(frame, system, route, request);
      return "problem" in who ? refuse(frame, system, { request, reply }, who.problem) : undefined;
    },
    handler: async (request, reply) => {
      // A body may take a minute to arrive: a key that was withdrawn meanwhile orders nothing any more.
      const who = await whoAsks(frame, system, route, request);
      if ("problem" in who) return refuse(frame, system, { request, reply }, who.problem);
      const call = {
        ...callOf(frame, request),
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      };
      const answer = await route.answer(frame.dependencies, call, who.actor);
      if ("problem" in answer)
        return refuse(frame, system, { request, reply }, answer.problem, undefined, who.actor.id);
      return send(reply, answer);
    },
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Says a problem in the system's words, under the reference of its log line. */
function refuse(
  { writeProblem }: Frame,
  system: CompatSystem,
  { request, reply }: Exchange,
  problem: CompatProblem,
  fault?: Error,
  key?: string,
): FastifyReply {
  const { retryAfterSeconds } = problem;
  const answer = system.renderProblem({ ...problem, detail: redact(problem.detail) });
  const ref = writeProblem(request, {
    ...problem,
    status: answer.status,
    key,
    fault: answer.status >= 500 ? fault : undefined,
  });
  reply.header("sluice-ref", ref);
  if (retryAfterSeconds !== undefined) reply.header("retry-after", retryAfterSeconds);
  // The framework would close the connection under a body that is too large, and the reset would take our answer along.
  if (problem.reason === "body-too-large") reply.removeHeader("connection");
  return send(reply, answer);
}

function send(reply: FastifyReply, { status, headers = {}, json, text }: CompatAnswer): FastifyReply {
  reply.code(status).header("cache-control", "no-store").headers(headers);
  if (text) return reply.header("content-type", text.type).send(text.body);
  if (json === undefined) return reply.send();
  return reply.header("content-type", "application/json").send(JSON.stringify(json));
}

/** What the framework and the store throw. Messages of the framework may quote input: they are not passed on. */
function problemOf(error: Error & { code?: string; statusCode?: number }): CompatProblem {
  if (error.name === "StoreUnavailable") {
    return { reason: "store-unavailable", detail: "the database cannot be written now; nothing was changed" };
  }
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return { reason: "body-too-large", detail: "the body is larger than this route takes" };
  }
  if ((error.statusCode ?? 500) < 500)
    return { reason: "request-malformed", detail: "the request cannot be read" };
  return {
    reason: "internal-error",
    detail: "something broke; it is in the server's log under this reference",
  };
}
