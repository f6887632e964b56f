import { neighbourhoodOf } from "@sluice/policy";
import type { FastifyRequest } from "fastify";
import { createRecentRefs } from "../lib/recent-refs.ts";
import type { Log } from "../telemetry/log.ts";
import type { Problem } from "./problem.ts";

/** Writes a problem's log line and answers its reference. */
export type WriteProblem = (request: FastifyRequest, problem: Problem) => string;

declare module "fastify" {
  interface FastifyInstance {
    /** Set once when the API is built, so that every problem passes it. */
    writeProblem: WriteProblem;
  }
}

/**
 * One log line a problem: its reference, reason, route pattern, key and address, never the URL. What a stranger without
 * a good key repeats is written once in 10 s.
 */
export function createProblemLog(options: {
  readonly log: Log;
  readonly drawRef: () => string;
  readonly nowMilliseconds: () => number;
  readonly clientAddress: (request: FastifyRequest) => string | undefined;
}): WriteProblem {
  const { log, drawRef, nowMilliseconds, clientAddress } = options;
  const recentRef = createRecentRefs(drawRef);
  return (request, { status, reason, fault }) => {
    const ip = clientAddress(request);
    const key = request.actor?.id;
    const { ref, isRepeat } =
      key === undefined
        ? recentRef(`${neighbourhoodOf(ip)} ${reason}`, nowMilliseconds())
        : { ref: drawRef(), isRepeat: false };
    if (isRepeat) return ref;
    const { method, routeOptions } = request;
    const route = routeOptions?.url;
    const fields = { event: "problem", ref, status, reason, method, route, key, ip, err: fault } as const;
    if (status >= 500) log.error(fields, "a request failed");
    else log.info(fields, "refused");
    return ref;
  };
}
