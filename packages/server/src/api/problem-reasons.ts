import type { CommandReason } from "../commands/command-problem.ts";

/** Every problem of API v1: its code, its status, and when it comes. The codes are what a program may switch on. */
export const problemReasons = {
  "request-malformed": {
    status: 400,
    when: "The request cannot be read: no JSON, or an address that is badly encoded.",
  },
  "api-key-missing": { status: 401, when: "No API key was sent." },
  "api-key-unknown": { status: 401, when: "The API key is wrong, expired or removed." },
  "not-permitted": {
    status: 403,
    when: "The API key lacks the scope, or may not do this for this application, action or lifetime.",
  },
  "not-found": { status: 404, when: "There is no such thing in the key's organization." },
  "name-taken": { status: 409, when: "The organization has something under this name already." },
  "name-reserved": {
    status: 409,
    when: "A word of Sluice's own routes, or a name that is not free on this host.",
  },
  "declared-in-file": {
    status: 409,
    when: "The configuration file declares it: change it there, at the file and line that the detail names.",
  },
  "state-conflict": { status: 409, when: "It cannot be done in the state the thing is in." },
  "version-stale": {
    status: 412,
    when: "If-Match names an older version: somebody else was faster. Read it again.",
  },
  "body-too-large": { status: 413, when: "The body is larger than the route takes." },
  "body-type-unsupported": { status: 415, when: "The body is not application/json." },
  "request-invalid": {
    status: 422,
    when: "Fields are unknown, wrong or contradict each other: `errors` names each.",
  },
  "confirmation-needed": {
    status: 422,
    when: "A command of wide effect wants the organization's code in `confirm`.",
  },
  "idempotency-key-reused": { status: 422, when: "The same Idempotency-Key came with another request." },
  "file-unusable": {
    status: 422,
    when: "The file is damaged, was written by a newer Sluice, or belongs to another master key.",
  },
  "too-many-guesses": {
    status: 429,
    when: "Too many wrong keys came from this address; `Retry-After` says when to try again.",
  },
  "internal-error": { status: 500, when: "Something broke; it is in the server's log under the reference." },
  "store-unavailable": {
    status: 503,
    when: "The database cannot be read or written now; nothing was changed.",
  },
} as const satisfies Record<string, { readonly status: number; readonly when: string }> &
  Record<CommandReason, { readonly status: number; readonly when: string }>;

export type ProblemReason = keyof typeof problemReasons;
export type ProblemStatus = (typeof problemReasons)[ProblemReason]["status"];
