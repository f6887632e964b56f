import type { CompatAnswer, CompatProblem, CompatReason } from "../compat-system.ts";

/** What one problem is there. */
interface ErrorWords {
  readonly status: number;
  readonly errorCode: number;
  /** In place of ours: where it says all that is to be said. */
  readonly message?: string;
}

const badParameter: ErrorWords = { status: 400, errorCode: 1000 };
const badKey: ErrorWords = { status: 403, errorCode: 1001, message: "API key not valid" };
/** What they publish no code for has its status as one. */
const unpublished = (status: number): ErrorWords => ({ status, errorCode: status });

/** Every reason that is told otherwise than as something wrong with a parameter. */
const words: Readonly<Partial<Record<CompatReason, ErrorWords>>> = {
  "api-key-missing": badKey,
  "api-key-unknown": badKey,
  "not-permitted": { status: 403, errorCode: 1001 },
  // Of both calls that name a token; they publish the codes, not their status, and 400 for the one beside them (2011).
  "not-found": { status: 400, errorCode: 2012 },
  "state-conflict": unpublished(409),
  "method-not-allowed": unpublished(405),
  "body-too-large": unpublished(413),
  "too-many-guesses": unpublished(429),
  "too-many-calls": unpublished(429),
  "internal-error": unpublished(500),
  "store-unavailable": unpublished(503),
};
const malformedToken: ErrorWords = { status: 400, errorCode: 2004 };

/**
 * A problem in the words of nanoStream Cloud (H5Live player documentation, "Secure playback with JSON Web Token", and cloud
 * documentation, "Token Revocation"): `{"success": false, "errorCode": …, "message": …}`.
 */
export function renderProblem(problem: CompatProblem): CompatAnswer {
  const { status, errorCode, message } = isMalformedToken(problem)
    ? malformedToken
    : (words[problem.reason] ?? badParameter);
  return { status, json: { success: false, errorCode, message: message ?? problem.detail } };
}

function isMalformedToken({ reason, errors }: CompatProblem): boolean {
  return reason === "request-invalid" && errors?.[0]?.field === "token";
}
