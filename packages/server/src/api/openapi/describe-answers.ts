import type { OpenAPIV3_1 } from "openapi-types";
import { type ProblemStatus, problemReasons } from "../problem-reasons.ts";
import { componentNamed, referenceTo } from "./map-references.ts";

type Operation = OpenAPIV3_1.OperationObject;
type Answer = OpenAPIV3_1.ResponseObject;
type AnswerReference = Answer | OpenAPIV3_1.ReferenceObject;
type Headers = NonNullable<Answer["headers"]>;

/** The methods whose requests may have a body. */
const WITH_BODY = ["post", "put", "patch", "delete"];

const text = { type: "string" } as const;

/** The headers of answers that mean something here. */
export const answerHeaders = {
  "Sluice-Ref": {
    required: true,
    description: "The reference of the problem's line in the server's log.",
    schema: text,
  },
  "Retry-After": {
    required: true,
    description: "Seconds to wait.",
    schema: { type: "integer", minimum: 0 },
  },
  "WWW-Authenticate": {
    required: true,
    description: "How to send the key.",
    schema: text,
  },
  ETag: {
    required: true,
    description: "The version of what was answered, for `If-Match`.",
    schema: { type: "string", pattern: '^"[0-9]+"$' },
  },
  "Idempotent-Replayed": {
    description: "`true`: made by an earlier request with the same `Idempotency-Key`.",
    schema: { type: "string", enum: ["true"] },
  },
} as const satisfies Headers;

/** What an answer means whose schema says nothing. */
const plainWords: Readonly<Record<string, string>> = {
  200: "Done.",
  201: "Made.",
  202: "It will be done.",
  204: "Done; no body.",
};

type AnswerHeader = keyof typeof answerHeaders;

/** What a problem of each status is, for `components.responses`. */
export function problemAnswers(): Record<string, Answer> {
  const statuses = [...new Set(Object.values(problemReasons).map(({ status }) => status))];
  return Object.fromEntries(statuses.map(status => [problemName(status), problemAnswer(status)]));
}

/** One operation, and the schemas that its answers may refer to. */
interface Found {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly schemas: Readonly<Record<string, unknown>>;
}

/** Completes what the framework says about the answers of an operation: types, headers, and what any such route may say. */
export function describeAnswers(found: Found): Operation {
  const { operation } = found;
  const missing = statusesOfForm(found).map(status => [String(status), problemReference(status)] as const);
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, answer]) => [status, completed(found, status, answer)] as const,
  );
  return { ...operation, responses: Object.fromEntries([...missing, ...answers]) };
}

/** The framework reads whatever body a request has, and every part of its path, before a route is asked. */
function statusesOfForm({ method, path }: Found): readonly ProblemStatus[] {
  const ofPath = path.includes("{") ? ([400, 404, 422] as const) : [];
  return WITH_BODY.includes(method) ? [...ofPath, 400, 413, 415, 422] : ofPath;
}

function completed({ operation, schemas }: Found, status: string, answer: AnswerReference): AnswerReference {
  if ("$ref" in answer) return answer;
  const media = Object.values(answer.content ?? {})[0]?.schema;
  const name = media && "$ref" in media ? componentNamed(media.$ref) : undefined;
  if (name === "Problem") return problemReference(Number(status));
  if (name === "Refusal") return refusalAnswer(Number(status));
  const schema = name === undefined ? media : schemas[name];
  const headers = successHeaders(operation, schema);
  const told = memberOf(schema, "description");
  const description = typeof told === "string" ? told : (plainWords[status] ?? answer.description);
  return { ...answer, description, ...(headers.length === 0 ? {} : { headers: referencesTo(headers) }) };
}

function successHeaders(operation: Operation, schema: unknown): readonly AnswerHeader[] {
  const isIdempotent = (operation.parameters ?? []).some(
    parameter => "name" in parameter && parameter.name.toLowerCase() === "idempotency-key",
  );
  return [
    ...(isVersioned(schema) ? (["ETag"] as const) : []),
    ...(isIdempotent ? (["Idempotent-Replayed"] as const) : []),
  ];
}

/** What can be changed carries its version, a whole number. */
function isVersioned(schema: unknown): boolean {
  const version = memberOf(memberOf(schema, "properties"), "version");
  return memberOf(version, "type") === "integer";
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function problemAnswer(status: ProblemStatus): Answer {
  const reasons = Object.entries(problemReasons).filter(([, reason]) => reason.status === status);
  const schema = {
    allOf: [
      referenceTo("Problem"),
      {
        type: "object" as const,
        properties: { status: { const: status }, reason: { enum: reasons.map(([reason]) => reason) } },
      },
    ],
  };
  return {
    description: reasons.map(([reason, { when }]) => `\`${reason}\`: ${when}`).join(" "),
    headers: referencesTo(problemHeaders(status)),
    content: { "application/problem+json": { schema } },
  };
}

/** A token that was shown is refused in the form of a problem, with the words of the doors. */
function refusalAnswer(status: number): Answer {
  return {
    description: "The token that was shown is refused: see the reasons of docs/deny-reasons.md.",
    headers: referencesTo(problemHeaders(status)),
    content: { "application/problem+json": { schema: referenceTo("Refusal") } },
  };
}

function problemHeaders(status: number): readonly AnswerHeader[] {
  if (status === 401) return ["Sluice-Ref", "WWW-Authenticate"];
  return status === 429 ? ["Sluice-Ref", "Retry-After"] : ["Sluice-Ref"];
}

function referencesTo(headers: readonly AnswerHeader[]): Headers {
  return Object.fromEntries(headers.map(name => [name, { $ref: `#/components/headers/${name}` }]));
}

const problemName = (status: number): string => `Problem${status}`;

const problemReference = (status: number): OpenAPIV3_1.ReferenceObject => ({
  $ref: `#/components/responses/${problemName(status)}`,
});
