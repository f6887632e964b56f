import type { FastifyRequest } from "fastify";
import { plainAddress } from "../http/client-address.ts";
import type { Routes } from "./api.ts";
import { requireActor } from "./authenticate.ts";

const LOOPBACK = /^(127\.|::1$)/;
const FORWARDING = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/**
 * `GET /metrics` for Prometheus: open to this machine, with an API key for any other. A request that a proxy
 * has passed on is from another machine, whatever its socket says.
 */
export function metricsRoute(clientAddress: (request: FastifyRequest) => string | undefined): Routes {
  return (server, { metrics, authenticator }) => {
    const withKey = requireActor(authenticator, clientAddress);
    server.get("/metrics", async (request, reply) => {
      if (!isLocal(request)) {
        const refused = await withKey(request, reply);
        if (refused) return refused;
      }
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  };
}

function isLocal(request: FastifyRequest): boolean {
  const peer = plainAddress(request.raw.socket.remoteAddress) ?? "";
  return LOOPBACK.test(peer) && FORWARDING.every(name => request.headers[name] === undefined);
}
