import type { components } from "./schema.ts";

/** A problem as the server answers it (RFC 9457). */
export type Problem = components["schemas"]["Problem"];

/** Why the server did not do what it was asked: the codes that a program may switch on. */
export type ProblemReason = Problem["reason"];

/** A field of the input that is wrong. */
export type FieldError = NonNullable<Problem["errors"]>[number];

/** An answer that is none: a proxy's page, a network's portal. */
const NO_PROBLEM = "answer-unreadable";

/**
 * Thrown by `done` and `paginate` where the server answers a problem. It holds what the server said and nothing of the
 * request: neither the key nor the body.
 */
export class SluiceProblem extends Error {
  override readonly name = "SluiceProblem";
  /** HTTP status of the answer. */
  readonly status: number;
  /** `answer-unreadable` where the answer is none of Sluice's: something in between has answered. */
  readonly reason: ProblemReason | typeof NO_PROBLEM;
  /** The reference of the line in the server's log; undefined where the answer is none of Sluice's. */
  readonly ref: string | undefined;
  /** What is wrong with each field; empty where it is not about input. */
  readonly errors: readonly FieldError[];
  /** Seconds to wait, where the server says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(response: Response, problem: Problem | undefined) {
    super(problem?.detail ?? `the answer with status ${response.status} is none of Sluice's`);
    this.status = response.status;
    this.reason = problem?.reason ?? NO_PROBLEM;
    this.ref = problem?.ref;
    this.errors = problem?.errors ?? [];
    const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
    this.retryAfterSeconds = Number.isNaN(seconds) ? undefined : seconds;
  }
}

/** The problem that a body holds; undefined when it is no problem of Sluice's. */
export function readProblem(body: unknown): Problem | undefined {
  return isProblem(body) ? body : undefined;
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null) return false;
  return "reason" in body && typeof body.reason === "string" && "detail" in body && "ref" in body;
}
