import { denyReasons } from "@sluice/policy";
import { describe, expect, onTestFinished, test } from "vitest";
import type { OpenApiDocument } from "../openapi/document-type.ts";
import { problemReasons } from "../problem-reasons.ts";
import { composeApi } from "../testing/compose-api.ts";
import { listOperations, type Operation } from "../testing/list-operations.ts";
import { contractCases } from "./cases/index.ts";
import { casesOf } from "./cases-of.ts";
import { openContractWorld } from "./contract-world.ts";
import { createDocumentValidator } from "./document-validator.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { judgeRequest } from "./judge-request.ts";

const document = await readDocument();
const operations = listOperations(document);
const validate = createDocumentValidator(document);
/** Reasons of all problems that were answered. */
const reasons = new Set<string>();

describe("what an operation answers is what the document says:", () => {
  test.for(operations.map(operation => [operation.id, operation] as const))("%s", async ([, operation]) => {
    expect(await faultsOf(operation)).toEqual([]);
  });
});

test("every reason of the table of problems is answered by some operation", () => {
  // Refusals of tokens have the words of the doors, whose table has tests of its own.
  const ofProblems = [...reasons].filter(reason => !(reason in denyReasons) || reason in problemReasons);
  expect(ofProblems.toSorted()).toEqual(Object.keys(problemReasons).toSorted());
});

test("every documented status of every operation has a case", () => {
  const missing = operations.flatMap(operation => {
    const known = new Set(casesOf(operation).map(({ status }) => status));
    return operation.answers
      .filter(({ status }) => !known.has(status))
      .map(({ status }) => `${operation.id} ${status}`);
  });
  expect(missing).toEqual([]);
});

test("every case is of an operation that there is", () => {
  expect(operations.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(contractCases)));
});

/** Sends every case of an operation to a server of its own, and says in words what was answered wrong. */
async function faultsOf(operation: Operation): Promise<readonly string[]> {
  const world = await openContractWorld();
  onTestFinished(() => world.close());
  const faults: string[] = [];
  for (const { status, send } of casesOf(operation)) {
    const { request, reply } = await send(world);
    if (reply.status !== status)
      faults.push(`${operation.id}: ${reply.status} instead of ${status}: ${reply.text}`);
    faults.push(...judgeAnswer(validate, document, operation, reply));
    const reason = status >= 400 ? JSON.parse(reply.text).reason : undefined;
    if (reason !== undefined) reasons.add(reason);
    if (status < 300) faults.push(...judgeRequest(validate, operation, request));
  }
  return faults;
}

async function readDocument(): Promise<OpenApiDocument> {
  const { server, api } = await composeApi();
  const reply = await api.inject("/v1/openapi.json");
  await server.close();
  return reply.json();
}
