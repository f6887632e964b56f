import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { CommandProblem } from "../commands/command-problem.ts";
import type { FieldProblem } from "../commands/field-problem.ts";
import { redact } from "../lib/redact.ts";
import { type ProblemReason, problemReasons } from "./problem-reasons.ts";

/** One problem (RFC 9457). `reason` is ours, as the RFC's section 3.2 allows. */
export interface Problem {
  readonly status: number;
  readonly reason: ProblemReason;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** What broke, for the log alone. */
  readonly fault?: Error;
}

/**
 * Sends a problem as `application/problem+json`, under the reference of its log line. What it quotes of the input never
 * holds a credential.
 */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const ref = reply.server.writeProblem(reply.request, problem);
  const { fault: _, ...told } = problem;
  // The framework would close the connection under a body that is too large, and the reset would take our answer along.
  if (problem.status === 413) reply.removeHeader("connection");
  const body = { type: "about:blank", title: STATUS_CODES[problem.status], ...told, ref };
  return reply
    .code(problem.status)
    .header("content-type", "application/problem+json")
    .header("cache-control", "no-store")
    .header("sluice-ref", ref)
    .send(JSON.stringify(body, (_, value) => (typeof value === "string" ? redact(value) : value)));
}

/** The answer to input that is well-formed and cannot be carried out. */
export function invalid(errors: readonly FieldProblem[]): Problem {
  const detail = errors.map(error => `${error.field}: ${error.message}`).join("; ");
  return { status: 422, reason: "request-invalid", detail, errors };
}

/** The answer to a command that was not carried out. */
export function commandProblem({ reason, detail, errors }: CommandProblem): Problem {
  return {
    status: problemReasons[reason].status,
    reason,
    detail,
    ...(errors === undefined ? {} : { errors }),
  };
}

export const notFound = (what: string): Problem => ({
  status: 404,
  reason: "not-found",
  detail: `there is no such ${what}`,
});

/** Turns whatever a route threw into a problem. Messages of the framework may quote input: they are not passed on. */
export function problemOf(error: FastifyError): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation.flatMap(fieldProblems));
  if (error.name === "StoreUnavailable") {
    return {
      status: 503,
      reason: "store-unavailable",
      detail: "the database cannot be written now; nothing was changed",
      fault: error,
    };
  }
  if (error.name === "InvalidCursor")
    return invalid([{ field: "cursor", message: "was not made by this list" }]);
  if (error.name === "BodyTooDeep") return invalid([{ field: "(body)", message: "is nested too deeply" }]);
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { status: 413, reason: "body-too-large", detail: "the body is larger than this route takes" };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return { status: 415, reason: "body-type-unsupported", detail: "send application/json" };
    case "FST_ERR_BAD_URL":
      return { status: 400, reason: "request-malformed", detail: "the address is not well encoded" };
    case "FST_ERR_MAX_PARAM_LENGTH":
      return notFound("address");
    default:
  }
  const status = error.statusCode ?? 500;
  if (status < 500)
    return { status, reason: "request-malformed", detail: "the request cannot be read: is the body JSON?" };
  const detail = "something broke; it is in the server's log under this reference";
  return { status: 500, reason: "internal-error", detail, fault: error };
}

/** One problem per field; members that no schema knows are fields too. */
function fieldProblems(issue: NonNullable<FastifyError["validation"]>[number]): FieldProblem[] {
  const path = issue.instancePath.split("/").filter(part => part !== "");
  const { keys } = issue.params;
  if (issue.keyword === "unrecognized_keys" && Array.isArray(keys)) {
    return keys.map(key => ({ field: [...path, String(key)].join("."), message: "is not a known field" }));
  }
  return [{ field: path.join(".") || "(body)", message: issue.message ?? "is not valid" }];
}

/** Answers an address that no route has. */
export function answerUnknownRoute(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, notFound("address"));
}
