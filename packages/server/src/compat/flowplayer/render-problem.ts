import type { CompatAnswer, CompatProblem, CompatReason } from "../compat-system.ts";

/** What one kind of error is called in the `meta` of an answer. */
interface ErrorWords {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly message: string;
}

const noKey = {
  status: 401,
  code: "ERR-401-NoApiKey",
  title: "No API Key Error",
  message: "No API key sent in header.",
};
const wrongKey = {
  status: 401,
  code: "ERR-401-InvalidApiKey",
  title: "Invalid Api Key Error",
  message: "Invalid API key.",
};
const unaccessible = {
  status: 403,
  code: "ERR-403-RecordUnaccessible",
  title: "Record Unaccessible Error",
  message: "The requested resource isn't accessible.",
};
const notFound = {
  status: 404,
  code: "ERR-404-RecordNotFound",
  title: "Record Not Found Error",
  message: "The requested resource couldn't be found.",
};
const deleted = {
  status: 410,
  code: "ERR-410-RecordDeleted",
  title: "Record Deleted Error",
  message: "The requested resource has been deleted.",
};
const invalid = {
  status: 422,
  code: "ERR-422-RecordInvalid",
  title: "Record Invalid Error",
  message: "The request couldn't be processed.",
};
const wrongState = { ...invalid, code: "ERR-422-InvalidStateChange", title: "Invalid State Change Error" };

/** Reasons that they have a word for; every other is something wrong with the request. */
const words: Readonly<Partial<Record<CompatReason, ErrorWords>>> = {
  "api-key-missing": noKey,
  "api-key-unknown": wrongKey,
  "not-permitted": unaccessible,
  "not-found": notFound,
  gone: deleted,
  "state-conflict": wrongState,
  "declared-in-file": { ...invalid, status: 409, code: "ERR-409", title: "Conflict Error" },
  // Their documentation names no status for these.
  "method-not-allowed": { ...invalid, status: 405, code: "ERR-405" },
  "body-too-large": { ...invalid, status: 413, code: "ERR-413" },
  "internal-error": { ...invalid, status: 500, code: "ERR-500", title: "Internal Error" },
  "store-unavailable": { ...invalid, status: 503, code: "ERR-503", title: "Service Unavailable Error" },
};

/**
 * A problem in their words (OpenAPI of Wowza Video v2.0, schemas Error401 to Error422; of Flowplayer OVP's own errors the
 * one for 429 is published, platform API reference 3.0.0, "Rate limits"). What is wrong with a request stands in the
 * message, as there; which right a key lacks in the description, which theirs leave empty.
 */
export function renderProblem({ reason, detail }: CompatProblem): CompatAnswer {
  if (reason === "too-many-calls" || reason === "too-many-guesses") {
    return { status: 429, json: { message: "Too Many Requests" } };
  }
  const { status, code, title, message } = words[reason] ?? invalid;
  const meta = {
    status,
    code,
    title,
    message: message === invalid.message ? `${message} ${detail}` : message,
    description: status === 403 ? detail : "",
    links: [],
  };
  return { status, json: { meta } };
}
