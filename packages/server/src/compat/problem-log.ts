import { neighbourhoodOf } from "@sluice/policy";
import type { FastifyRequest } from "fastify";
import { createRecentRefs } from "../lib/recent-refs.ts";
import type { Log } from "../telemetry/log.ts";
import type { CompatReason } from "./compat-system.ts";

/** A problem as it is written down. */
export interface WrittenProblem {
  readonly status: number;
  readonly reason: CompatReason;
  /** Id of the API key that asked; undefined: nobody's. */
  readonly key?: string | undefined;
  /** What broke, for the log alone. */
  readonly fault?: Error | undefined;
}

/** Writes a problem's log line and answers its reference. */
export type WriteProblem = (request: FastifyRequest, problem: WrittenProblem) => string;

/**
 * One log line a problem, as for API v1: its reference, reason, route pattern, key and address, never the URL. What a stranger
 * without a good key repeats is written once in 10 s.
 */
export function createProblemLog(options: {
  readonly log: Log;
  readonly drawRef: () => string;
  readonly nowMilliseconds: () => number;
  readonly clientAddress: (request: FastifyRequest) => string | undefined;
}): WriteProblem {
  const { log, drawRef, nowMilliseconds, clientAddress } = options;
  const recentRef = createRecentRefs(drawRef);
  return (request, { status, reason, key, fault }) => {
    const ip = clientAddress(request);
    const { ref, isRepeat } =
      key === undefined
        ? recentRef(`${neighbourhoodOf(ip)} ${reason}`, nowMilliseconds())
        : { ref: drawRef(), isRepeat: false };
    if (isRepeat) return ref;
    const { method, routeOptions } = request;
    const fields = {
      event: "problem",
      ref,
      status,
      reason,
      method,
      route: routeOptions?.url,
      key,
      ip,
      err: fault,
    } as const;
    if (status >= 500) log.error(fields, "a request failed");
    else log.info(fields, "refused");
    return ref;
  };
}
