import type { OpenAPIV3_1 } from "openapi-types";
import { type Method, methods, type OpenApiDocument } from "../openapi/document-type.ts";

/** One documented answer of an operation. */
export interface Answer {
  readonly status: number;
  /** Media types of its body; none: it has no body. */
  readonly types: readonly string[];
  readonly headers: readonly string[];
  /** The answer as the document has it, with its reference followed. */
  readonly documented: OpenAPIV3_1.ResponseObject;
}

/** One operation of a document, without references on the way to its answers. */
export interface Operation {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly tags: readonly string[];
  readonly scope: string | undefined;
  readonly security: readonly OpenAPIV3_1.SecurityRequirementObject[];
  /** True when it takes a query, which is then checked. */
  readonly hasQuery: boolean;
  /** The operation as the document has it. */
  readonly documented: OpenAPIV3_1.OperationObject;
  readonly answers: readonly Answer[];
}

/** Every operation of a document. */
export function listOperations(document: OpenApiDocument): readonly Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap(method => {
      const found = item?.[method];
      return found === undefined ? [] : [operationOf(document, method, path, found)];
    }),
  );
}

function operationOf(
  document: OpenApiDocument,
  method: Method,
  path: string,
  operation: OpenAPIV3_1.OperationObject,
): Operation {
  const { operationId = "", tags = [], security = [], responses = {} } = operation;
  const scope: unknown = Reflect.get(operation, "x-required-scope");
  const answers = Object.entries(responses).map(([status, answer]) => answerOf(document, status, answer));
  return {
    id: operationId,
    method,
    path,
    tags,
    security,
    answers,
    hasQuery: (operation.parameters ?? []).some(parameter => "in" in parameter && parameter.in === "query"),
    documented: operation,
    scope: typeof scope === "string" ? scope : undefined,
  };
}

function answerOf(
  { components }: OpenApiDocument,
  status: string,
  answer: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject,
): Answer {
  const documented = "$ref" in answer ? components?.responses?.[answer.$ref.split("/").at(-1) ?? ""] : answer;
  if (documented === undefined || "$ref" in documented) throw new Error(`${status} leads nowhere`);
  return {
    status: Number(status),
    types: Object.keys(documented.content ?? {}),
    headers: Object.keys(documented.headers ?? {}),
    documented,
  };
}
