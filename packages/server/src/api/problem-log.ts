import { neighbourhoodOf } from "@sluice/policy";
import type { FastifyRequest } from "fastify";
import type { NoteProblem } from "../telemetry/problem-log.ts";
import type { Problem } from "./problem.ts";

/** Writes a problem's log line and answers its reference. */
export type WriteProblem = (request: FastifyRequest, problem: Problem) => string;

declare module "fastify" {
  interface FastifyInstance {
    /** Set once when the API is built, so that every problem passes it. */
    writeProblem: WriteProblem;
  }
}

/** Notes each problem with its route's pattern, its key and address, never its URL. */
export function createWriteProblem(
  note: NoteProblem,
  clientAddress: (request: FastifyRequest) => string | undefined,
): WriteProblem {
  return (request, { status, reason, fault }) => {
    const ip = clientAddress(request);
    const { method, routeOptions, actor } = request;
    const asked = {
      method,
      route: routeOptions?.url,
      key: actor?.id,
      ip,
      neighbourhood: neighbourhoodOf(ip),
    };
    return note({ ...asked, status, reason, fault });
  };
}
