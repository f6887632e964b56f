import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Scope } from "../commands/scopes.ts";
import { type ProblemReason, type ProblemStatus, problemReasons } from "./problem-reasons.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The right that a key needs for the route; absent where any key of the organization will do. */
    scope?: Scope;
  }
}

/** What a reader of the documentation should know about a route. */
export interface OperationNotes {
  /** The name of the operation in clients: `createToken`. Unique. */
  readonly id: string;
  /** The group it is listed under: `tokens`. */
  readonly tag: string;
  /** One line. */
  readonly summary: string;
  /** More, where one line does not say it. Markdown. */
  readonly description?: string;
  /** The right that a key needs; undefined: any key of the organization. */
  readonly scope: Scope | undefined;
  /** Problems beyond those that every route of its form may answer. */
  readonly problems?: readonly ProblemStatus[];
  /** False for a route that needs no key. Default true. */
  readonly keyed?: boolean;
  /** False for a route that asks nothing which can fail, so that it answers neither 500 nor 503. Default true. */
  readonly faults?: boolean;
  /** The media type of its good answers. Default `application/json`. */
  readonly produces?: string;
  /** The media type of its body. Default `application/json`. */
  readonly consumes?: string;
}

/** The input of a route, which the framework checks before the route runs. */
interface Input {
  readonly params?: z.ZodType;
  readonly querystring?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
}

/** A problem as it is answered (RFC 9457). */
export const problemSchema = z
  .strictObject({
    type: z.literal("about:blank"),
    title: z.string().describe("The status in words."),
    status: z.int(),
    reason: z.enum(Object.keys(problemReasons) as [ProblemReason, ...ProblemReason[]]),
    detail: z.string().describe("One sentence for people."),
    ref: z.string().describe("The reference of the log line; also in the header Sluice-Ref."),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional()
      .describe("For input: one entry for each field that is wrong."),
  })
  .meta({ id: "Problem" });

/** An answer without a body. */
export const noContent = z.undefined().describe("Done; no body.");

/**
 * The options of one route: its input, its answers by status, its documentation, and the right it needs. Every problem
 * that a route of this form may answer is documented with it.
 */
export function operation<const I extends Input>(
  notes: OperationNotes,
  input: I,
  answers: Readonly<Record<number, z.ZodType>>,
) {
  const { id, tag, summary, description, scope, produces, consumes, keyed = true } = notes;
  const problems = Object.fromEntries(problemStatuses(notes, input).map(status => [status, problemSchema]));
  const documentation = {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(keyed ? { security: [{ apiKey: [] }] } : { security: [] }),
    ...(produces === undefined ? {} : { produces: [produces] }),
    ...(consumes === undefined ? {} : { consumes: [consumes] }),
  };
  // The type leaves the answers out: what a route sends is checked as it is sent.
  const schema: I = { ...input, ...documentation, response: { ...problems, ...answers } };
  return { schema, config: { ...(scope === undefined ? {} : { scope }), operation: notes } };
}

function problemStatuses(notes: OperationNotes, input: Input) {
  const { scope, problems = [], keyed = true, faults = true } = notes;
  const statuses = new Set<ProblemStatus>(problems);
  if (faults) for (const status of [500, 503] as const) statuses.add(status);
  if (keyed) for (const status of [401, 429] as const) statuses.add(status);
  if (scope !== undefined) statuses.add(403);
  if (input.params || input.querystring || input.body) statuses.add(422);
  if (input.body) for (const status of [400, 413, 415] as const) statuses.add(status);
  return [...statuses];
}

/** The right that the route of a request needs. */
export function scopeOf(request: FastifyRequest): Scope | undefined {
  return request.routeOptions.config.scope;
}
