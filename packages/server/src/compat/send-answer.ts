import type { FastifyReply, FastifyRequest } from "fastify";
import { redact } from "../lib/redact.ts";
import type { CompatAnswer, CompatProblem, CompatSystem } from "./compat-system.ts";
import type { WriteProblem } from "./problem-log.ts";

/** Characters, and fields, that a refusal says of what is wrong. */
const LONGEST_QUOTED = 1_000;
const MOST_ERRORS = 20;

/** One call under way. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly system: CompatSystem;
  /** Id of the API key that asks; undefined: nobody's, or not known yet. */
  readonly key?: string | undefined;
}

/** Sends an answer as it is. Nothing that these routes say is kept by anybody on the way. */
export function sendAnswer(
  reply: FastifyReply,
  { status, headers = {}, json, text }: CompatAnswer,
): FastifyReply {
  reply.code(status).header("cache-control", "no-store").headers(headers);
  if (text) return reply.header("content-type", text.type).send(text.body);
  if (json === undefined) return reply.send();
  return reply.header("content-type", "application/json").send(JSON.stringify(json));
}

/** Says a problem in the system's words, under the reference of its log line. `fault` is for the log alone. */
export function sendProblem(
  writeProblem: WriteProblem,
  { request, reply, system, key }: Exchange,
  problem: CompatProblem,
  fault?: Error,
): FastifyReply {
  const answer = system.renderProblem(withoutCredentials(problem));
  const ref = writeProblem(request, {
    reason: problem.reason,
    status: answer.status,
    key,
    fault: answer.status >= 500 ? fault : undefined,
  });
  reply.header("sluice-ref", ref);
  const { retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) reply.header("retry-after", retryAfterSeconds);
  // The framework would close the connection under a body that is too large, and the reset would take our answer along.
  if (problem.reason === "body-too-large") reply.removeHeader("connection");
  return sendAnswer(reply, answer);
}

/** What a problem quotes of the input never holds a credential, and is never as long as the input was. */
function withoutCredentials({ detail, errors, ...problem }: CompatProblem): CompatProblem {
  const told = errors
    ?.slice(0, MOST_ERRORS)
    .map(({ field, message }) => ({ field: quotable(field), message: quotable(message) }));
  return { ...problem, detail: quotable(detail), ...(told === undefined ? {} : { errors: told }) };
}

/** Cut after the search: half a credential may not be found. */
function quotable(text: string): string {
  const told = redact(text);
  return told.length > LONGEST_QUOTED ? `${told.slice(0, LONGEST_QUOTED)}…` : told;
}
