import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { plainAddress } from "../http/client-address.ts";
import type { Routes } from "./api.ts";
import { requireActor } from "./authenticate.ts";
import { operation } from "./operation.ts";

const LOOPBACK = /^(127\.|::1$)/;
/** A `Host` header that names this machine from this machine, with any port. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const FORWARDING = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

const metricsOperation = operation(
  {
    id: "readMetrics",
    tag: "server",
    summary: "Metrics for Prometheus",
    description: "Open to this machine; from anywhere else with an API key.",
    scope: "metrics:read",
    produces: "text/plain",
  },
  {},
  { 200: z.string().describe("Prometheus' text format.") },
);

/**
 * `GET /metrics` for Prometheus: open to this machine, with an API key for any other. A request that a proxy
 * has passed on is from another machine, whatever its socket says; and since a proxy need not say that it is one,
 * nobody is let in without a key where the public URL leads elsewhere than to this machine.
 */
export function metricsRoute(clientAddress: (request: FastifyRequest) => string | undefined): Routes {
  return (server, dependencies) => {
    const { metrics, urls } = dependencies;
    const withKey = requireActor(dependencies, clientAddress);
    const isPublic = !LOOPBACK_HOST.test(new URL(urls.base).host);
    server.get("/metrics", metricsOperation, async (request, reply) => {
      if (isPublic || !isLocal(request)) {
        const refused = await withKey(request, reply);
        if (refused) return refused;
      }
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  };
}

function isLocal(request: FastifyRequest): boolean {
  const peer = plainAddress(request.raw.socket.remoteAddress) ?? "";
  return (
    LOOPBACK.test(peer) &&
    LOOPBACK_HOST.test(request.headers.host ?? "") &&
    FORWARDING.every(name => request.headers[name] === undefined)
  );
}
