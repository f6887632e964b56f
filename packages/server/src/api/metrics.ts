import type { FastifyRequest } from "fastify";
import { plainAddress } from "../http/client-address.ts";
import type { Routes } from "./api.ts";
import { requireActor } from "./authenticate.ts";

const LOOPBACK = /^(127\.|::1$)/;
/** A `Host` header that names this machine from this machine, with any port. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const FORWARDING = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

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
    server.get("/metrics", { config: { scope: "metrics:read" } }, async (request, reply) => {
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
