import { createDocumentValidator } from "../../packages/server/src/api/contract/document-validator.ts";
import { judgeAnswer } from "../../packages/server/src/api/contract/judge-answer.ts";
import type { OpenApiDocument } from "../../packages/server/src/api/openapi/document-type.ts";
import { withEncodedStream } from "../../packages/server/src/api/stream-address.ts";
import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import type { RawAnswer } from "../bad-input/raw-request.ts";
import type { Sent } from "./send-draft.ts";

/** What is wrong with an answer by the document, in words; empty: nothing. */
export type JudgeReply = (sent: Sent, answer: RawAnswer) => readonly string[];

/** What may be answered where no operation is: an unknown address, or one that cannot be read. */
const ELSEWHERE = [400, 404];

export function createJudgeReply(document: OpenApiDocument, operations: readonly Operation[]): JudgeReply {
  const validate = createDocumentValidator(document);
  // As in the router, a path without parameters goes before one with them.
  const routes = operations
    .map(operation => ({
      operation,
      pattern: patternOf(operation.path),
      parts: operation.path.split("{").length,
    }))
    .toSorted((one, other) => one.parts - other.parts);
  const elsewhere: Operation = noOperation(operations);
  return ({ method, target }, answer) => {
    const [path = ""] = target.split("?");
    if (!isOfApi(path)) return outsideFaults(answer);
    const routed = withEncodedStream(path);
    const asked = method === "HEAD" ? "get" : method.toLowerCase();
    const found = routes.find(({ operation, pattern }) => operation.method === asked && pattern.test(routed));
    const operation = found?.operation ?? elsewhere;
    if (method === "HEAD") return headFaults(operation, answer);
    return judgeAnswer(validate, document, operation, { ...answer, text: answer.body });
  };
}

function isOfApi(path: string): boolean {
  const [, first = ""] = path.split("/");
  return first === "v1" || first === "metrics";
}

/** Other doors' answers are documented elsewhere; a refusal has its reference everywhere. */
function outsideFaults({ status, headers, body }: RawAnswer): readonly string[] {
  const isTold = status < 400 || headers["sluice-ref"] !== undefined;
  return isTold ? [] : [`outside of the API: ${status} without a reference: ${body}`];
}

/** A HEAD has the status of its GET, and no body. */
function headFaults({ id, answers }: Operation, { status, body }: RawAnswer): readonly string[] {
  const isKnown = answers.some(answer => answer.status === status);
  return [
    ...(isKnown ? [] : [`HEAD of ${id}: ${status} is not documented`]),
    ...(body === "" ? [] : [`HEAD of ${id} has a body`]),
  ];
}

/** Stands for every address that has no operation: its answers are problems as anywhere. */
function noOperation(operations: readonly Operation[]): Operation {
  const [first] = operations;
  const answers = operations.flatMap(operation => operation.answers);
  const shared = ELSEWHERE.flatMap(status => answers.find(answer => answer.status === status) ?? []);
  if (first === undefined || shared.length !== ELSEWHERE.length)
    throw new Error("the document has no problems");
  return { ...first, id: "no operation", answers: shared };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/]*")}$`);
}
