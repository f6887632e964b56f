import { STATUS_CODES } from "node:http";
import { MAX_TOKEN_LENGTH } from "@sluice/token";
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { createGuessThrottle } from "../lib/guess-throttle.ts";
import { randomRef } from "../lib/random-names.ts";
import type { Log } from "../telemetry/log.ts";
import { createProblemLog } from "../telemetry/problem-log.ts";
import type { CompatDependencies } from "./compat-dependencies.ts";
import type { CompatReason, CompatRoute, CompatSystem } from "./compat-system.ts";
import { createKnownAddresses, type KnownAddress } from "./known-addresses.ts";
import { createWriteProblem, type WriteProblem } from "./problem-log.ts";
import { problemOf } from "./problem-of.ts";
import { type Exchange, sendAnswer, sendProblem } from "./send-answer.ts";
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
  /** Ids of the API keys that ask, for the log. */
  readonly keys: WeakMap<FastifyRequest, string>;
}

const NO_ADDRESS = { status: 404, reason: "not-found", detail: "there is no such address" } as const;
const UNREADABLE = {
  status: 400,
  reason: "request-malformed",
  detail: "the address is not well encoded",
} as const;

/**
 * The APIs of other systems as a server without a listener. Requests are never logged: their addresses and headers hold
 * credentials. Whatever fails is said in the words of the system whose address it is, a wrong method included.
 */
export function buildCompat(
  systems: readonly CompatSystem[],
  parts: Omit<CompatDependencies, "guesses">,
  log: Log,
  clientAddress: Frame["clientAddress"],
): FastifyInstance {
  const dependencies: CompatDependencies = { ...parts, guesses: createGuessThrottle() };
  const { nowMilliseconds } = dependencies;
  const note = createProblemLog({ log, drawRef: randomRef, nowMilliseconds });
  const writeProblem = createWriteProblem(note, clientAddress);
  const frame: Frame = { dependencies, writeProblem, clientAddress, keys: new WeakMap() };
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: true },
    return503OnClosing: true,
    // The router's own complaints quote the address, which may hold a credential.
    frameworkErrors: (error, request, reply: FastifyReply) => {
      const isTooLong = error.code === "FST_ERR_MAX_PARAM_LENGTH";
      void refuseNobodys(writeProblem, { request, reply }, isTooLong ? NO_ADDRESS : UNREADABLE);
    },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  answerUnrouted(server, writeProblem, createKnownAddresses(systems));
  timeCalls(server, dependencies);
  for (const system of systems) {
    void server.register(async scope => {
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        const exchange = { request, reply, system, key: frame.keys.get(request) };
        return sendProblem(writeProblem, exchange, problemOf(error), error);
      });
      for (const route of system.routes) addRoute(scope, frame, system, route);
    });
  }
  return server;
}

function addRoute(scope: FastifyInstance, frame: Frame, system: CompatSystem, route: CompatRoute): void {
  const { dependencies, writeProblem } = frame;
  const ask = async (exchange: Exchange) => {
    const who = await whoAsks(frame, system, route, exchange.request);
    const key = "actor" in who && route.scope !== "open" ? who.actor.id : "key" in who ? who.key : undefined;
    if (key !== undefined) frame.keys.set(exchange.request, key);
    return "problem" in who
      ? { refused: sendProblem(writeProblem, { ...exchange, key }, who.problem) }
      : { actor: who.actor, key };
  };
  scope.route({
    method: route.method,
    url: route.url,
    // Before the body: nobody who is not let in sends one.
    onRequest: async (request, reply) => (await ask({ request, reply, system })).refused,
    handler: async (request, reply) => {
      const exchange = { request, reply, system };
      // A body may take a minute to arrive: a key that was withdrawn meanwhile orders nothing any more.
      const { refused, actor, key } = await ask(exchange);
      if (refused) return refused;
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await route.answer(dependencies, { ...callOf(frame, request), body }, actor);
      if (!("problem" in answer)) return sendAnswer(reply, answer);
      return sendProblem(writeProblem, { ...exchange, key }, answer.problem);
    },
  });
}

/** Answers what no route takes, before a body is read: a wrong method in the words of the system whose address it is. */
function answerUnrouted(
  server: FastifyInstance,
  writeProblem: WriteProblem,
  knownAddress: (path: string) => KnownAddress | undefined,
): void {
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [path = ""] = request.url.split("?", 1);
    const known = knownAddress(path);
    if (!known) return refuseNobodys(writeProblem, { request, reply }, NO_ADDRESS);
    const methods = known.methods.join(", ");
    reply.header("allow", methods);
    const problem = { reason: "method-not-allowed", detail: `this address takes ${methods}` } as const;
    return sendProblem(writeProblem, { request, reply, system: known.system }, problem);
  };
  server.addHook("onRequest", async (request, reply) => (request.is404 ? answer(request, reply) : undefined));
  server.setNotFoundHandler(answer);
}

/** What has no system is said as API v1 says it (RFC 9457). */
function refuseNobodys(
  writeProblem: WriteProblem,
  { request, reply }: Pick<Exchange, "request" | "reply">,
  problem: { readonly status: 400 | 404; readonly reason: CompatReason; readonly detail: string },
): FastifyReply {
  const ref = writeProblem(request, problem);
  reply.header("sluice-ref", ref);
  const body = { type: "about:blank", title: STATUS_CODES[problem.status], ...problem, ref };
  const text = { type: "application/problem+json", body: JSON.stringify(body) };
  return sendAnswer(reply, { status: problem.status, text });
}

/** Measures every call by the pattern of its route, never by its address. */
function timeCalls(server: FastifyInstance, { metrics }: CompatDependencies): void {
  server.addHook("onResponse", async (request, reply) => {
    const url = request.is404 ? undefined : request.routeOptions.url;
    const route = url?.replace(/\/$/, "") ?? "unknown";
    // What no route takes may have any method: nobody makes series with words of his own.
    const method = request.is404 ? "other" : request.method;
    const labels = { route, method, status: String(reply.statusCode) };
    metrics.apiRequestSeconds.observe(labels, reply.elapsedTime / MILLISECONDS);
  });
}
