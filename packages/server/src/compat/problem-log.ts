import { neighbourhoodOf } from "@sluice/policy";
import type { FastifyRequest } from "fastify";
import type { NoteProblem } from "../telemetry/problem-log.ts";
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

/** Notes each problem as API v1 does: with its route's pattern, its key and address, never its URL. */
export function createWriteProblem(
  note: NoteProblem,
  clientAddress: (request: FastifyRequest) => string | undefined,
): WriteProblem {
  return (request, { status, reason, key, fault }) => {
    const ip = clientAddress(request);
    const { method, routeOptions } = request;
    const asked = { method, route: routeOptions?.url, key, ip, neighbourhood: neighbourhoodOf(ip) };
    return note({ ...asked, status, reason, fault });
  };
}
