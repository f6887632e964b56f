import type { CompatAnswer, CompatProblem, CompatReason } from "../compat-system.ts";
import { resultOf } from "./results.ts";

/** What their filters say of a call that nobody vouches for; also of one with a wrong API key. */
export const NOT_ALLOWED_IP = "Not allowed IP";
/** Of a REST JWT that does not hold. */
export const INVALID_APP_JWT = "Invalid App JWT Token";

/** Ant Media has a status for few of these: its filters answer 403, most of what fails is a Result with 200. */
const statuses = {
  "request-invalid": 400,
  "request-malformed": 400,
  "not-found": 404,
  "not-permitted": 403,
  "name-taken": 409,
  "name-reserved": 409,
  "declared-in-file": 409,
  "version-stale": 409,
  "confirmation-needed": 409,
  "state-conflict": 409,
  "idempotency-key-reused": 409,
  "file-unusable": 400,
  "body-too-large": 413,
  "api-key-missing": 403,
  "api-key-unknown": 403,
  "too-many-guesses": 429,
  "too-many-calls": 429,
  gone: 404,
  "method-not-allowed": 405,
  "store-unavailable": 503,
  "internal-error": 500,
} as const satisfies Readonly<Record<CompatReason, number>>;

/** Says a problem: who is not let in hears it as a page of their container, everybody else as a Result. */
export function renderProblem({ reason, detail }: CompatProblem): CompatAnswer {
  const status = statuses[reason];
  if (reason === "api-key-missing" || reason === "api-key-unknown") {
    return page(status, detail === INVALID_APP_JWT ? INVALID_APP_JWT : NOT_ALLOWED_IP);
  }
  return { status, json: resultOf(false, { message: detail }) };
}

function page(status: number, message: string): CompatAnswer {
  const body = `<!doctype html><html lang="en"><head><title>HTTP Status ${status}</title></head><body><h1>HTTP Status ${status}</h1><p>${message}</p></body></html>`;
  return { status, text: { type: "text/html;charset=utf-8", body } };
}
