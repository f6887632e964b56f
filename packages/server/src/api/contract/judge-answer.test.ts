import { beforeAll, describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../openapi/document-type.ts";
import { composeApi } from "../testing/compose-api.ts";
import { listOperations } from "../testing/list-operations.ts";
import type { Reply } from "./contract-world.ts";
import { createDocumentValidator } from "./document-validator.ts";
import { judgeAnswer } from "./judge-answer.ts";

let document: OpenApiDocument;
let judge: (id: string, reply: Partial<Reply>) => readonly string[];

beforeAll(async () => {
  const { server, api } = await composeApi();
  document = (await api.inject("/v1/openapi.json")).json();
  await server.close();
  const validate = createDocumentValidator(document);
  const operations = new Map(listOperations(document).map(operation => [operation.id, operation]));
  judge = (id, changes) => {
    const operation = operations.get(id);
    if (operation === undefined) throw new Error(`there is no ${id}`);
    return judgeAnswer(validate, document, operation, { ...problem, ...changes });
  };
});

const body = {
  type: "about:blank",
  title: "Not Found",
  status: 404,
  reason: "not-found",
  detail: "there is no such token",
  ref: "ABCDEFGHJK",
};
const headers = { "content-type": "application/problem+json; charset=utf-8", "sluice-ref": body.ref };
const problem: Reply = { status: 404, headers, text: JSON.stringify(body) };
const told = (changes: object): string => JSON.stringify({ ...body, ...changes });

describe("an answer", () => {
  test("as documented is let pass", () => {
    expect(judge("readToken", {})).toEqual([]);
  });

  const wrong: Readonly<Record<string, Partial<Reply>>> = {
    "with a status that is not documented": { status: 418 },
    "of another media type": { headers: { ...headers, "content-type": "application/json" } },
    "with a field that nobody knows": { text: told({ extra: 1 }) },
    "without a field that is promised": { text: told({ title: undefined }) },
    "with a field of another type": { text: told({ detail: 1 }) },
    "with the reason of another status": { text: told({ reason: "not-permitted" }) },
    "with the status of another": { text: told({ status: 403 }) },
    "without a header that is promised": { headers: { "content-type": headers["content-type"] } },
    "whose header says something else than its body": { headers: { ...headers, "sluice-ref": "ZZZZZZZZZZ" } },
    "with a header that is not documented": { headers: { ...headers, etag: '"1"' } },
  };
  test.for(Object.entries(wrong))("%s is found", ([, changes]) => {
    expect(judge("readToken", changes)).not.toEqual([]);
  });

  test("of 204 with a body is found", () => {
    expect(judge("revokeToken", { status: 204, headers: {}, text: "" })).toEqual([]);
    expect(judge("revokeToken", { status: 204, headers: {}, text: "{}" })).not.toEqual([]);
  });
});
