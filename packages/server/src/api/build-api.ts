import { MAX_TOKEN_LENGTH } from "@sluice/token";
import fastify, { type FastifyError, type FastifyRequest } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { randomRef } from "../lib/random-names.ts";
import type { Log } from "../telemetry/log.ts";
import { createProblemLog } from "../telemetry/problem-log.ts";
import type { ApiDependencies, ApiServer } from "./api.ts";
import { requireActor } from "./authenticate.ts";
import { docsRoutes } from "./docs/docs-routes.ts";
import { healthRoute } from "./health.ts";
import { acceptJsonBodies } from "./json-body.ts";
import { metricsRoute } from "./metrics.ts";
import { collectOperations } from "./openapi/collect-operations.ts";
import { openApiRoute } from "./openapi/openapi-route.ts";
import { answerUnknownRoute, problemOf, sendProblem } from "./problem.ts";
import { createWriteProblem } from "./problem-log.ts";
import { delegationRoutes } from "./routes/delegations.ts";
import { apiRoutes } from "./routes/index.ts";
import { keySetRoutes } from "./routes/key-sets.ts";
import { sealCursors } from "./sealed-cursors.ts";
import { withEncodedStream } from "./stream-address.ts";
import { timeRequests } from "./time-requests.ts";

const openRoutes = [healthRoute, openApiRoute, docsRoutes, keySetRoutes];

const BODY_LIMIT_BYTES = 256 * 1024;
/** Characters: a token may stand in a path; one that is too long is told so. */
const LONGEST_PARAMETER = MAX_TOKEN_LENGTH + 1024;

/** API v1 as a server without a listener. Requests are never logged: their URLs and headers hold credentials. */
export function buildApi(
  dependencies: ApiDependencies,
  log: Log,
  clientAddress: (request: FastifyRequest) => string | undefined,
): ApiServer {
  const server: ApiServer = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    rewriteUrl: request => withEncodedStream(request.url ?? "/"),
    return503OnClosing: true,
    // The router's own complaints quote the address, which may hold a credential.
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error)),
  });
  const { nowMilliseconds } = dependencies;
  server.decorate(
    "writeProblem",
    createWriteProblem(createProblemLog({ log, drawRef: randomRef, nowMilliseconds }), clientAddress),
  );
  timeRequests(server, dependencies.metrics);
  acceptJsonBodies(server);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error: FastifyError, _request, reply) => sendProblem(reply, problemOf(error)));
  server.setNotFoundHandler(answerUnknownRoute);
  // Before the body: nobody is told what is wrong with it at an address that is none.
  server.addHook("onRequest", async (request, reply) =>
    request.is404 ? answerUnknownRoute(request, reply) : undefined,
  );
  server.decorateRequest("actor");
  collectOperations(server, { publicUrl: dependencies.urls.base, version: dependencies.version });
  void server.register(async open => {
    for (const routes of [...openRoutes, metricsRoute(clientAddress), delegationRoutes(clientAddress)])
      routes(open, dependencies);
  });
  void server.register(async scope => {
    const authenticate = requireActor(dependencies, clientAddress);
    scope.addHook("onRequest", authenticate);
    // A body may take a minute to arrive: a key that was withdrawn meanwhile orders nothing any more.
    scope.addHook("preValidation", async (request, reply) =>
      request.body === undefined ? undefined : authenticate(request, reply),
    );
    sealCursors(scope, dependencies);
    for (const routes of apiRoutes) routes(scope, dependencies);
  });
  return server;
}
