import type { CompatAnswer, CompatProblem, CompatReason } from "../compat-system.ts";

type Words = (problem: CompatProblem) => CompatAnswer;

const detail = (status: number, text?: string): Words => {
  return problem => ({ status, json: { detail: text ?? problem.detail } });
};

/** What Django REST framework says, on which their API is built; where their documentation shows an answer it is the same. */
const words: Readonly<Partial<Record<CompatReason, Words>>> = {
  "request-malformed": problem => ({ status: 400, json: { detail: `JSON parse error - ${problem.detail}` } }),
  "api-key-missing": () => ({
    status: 401,
    headers: { "www-authenticate": "Token" },
    json: { detail: "Authentication credentials were not provided." },
  }),
  "api-key-unknown": () => ({
    status: 401,
    headers: { "www-authenticate": "Token" },
    json: { detail: "Invalid token." },
  }),
  "not-permitted": problem => ({
    status: 403,
    json: { detail: `You do not have permission to perform this action: ${problem.detail}` },
  }),
  "not-found": detail(404, "Not found."),
  "method-not-allowed": detail(405),
  "version-stale": detail(409),
  "body-too-large": detail(413),
  "too-many-guesses": problem => throttled(problem),
  "too-many-calls": problem => throttled(problem),
  "internal-error": detail(500),
  "store-unavailable": detail(503),
};

/** A problem in the words of TPStreams: `{"detail": …}`, or per field `{"time_to_live": ["…"]}`. */
export function renderProblem(problem: CompatProblem): CompatAnswer {
  const { errors = [], reason } = problem;
  if (reason === "request-invalid" && errors.length > 0) {
    const byField = Map.groupBy(errors, ({ field }) => field);
    const messages = [...byField].map(([field, list]) => [field, list.map(({ message }) => message)]);
    return { status: 400, json: Object.fromEntries(messages) };
  }
  return (words[reason] ?? detail(400))(problem);
}

function throttled({ retryAfterSeconds = 60 }: CompatProblem): CompatAnswer {
  const text = `Request was throttled. Expected available in ${retryAfterSeconds} seconds.`;
  return { status: 429, json: { detail: text } };
}
