import { z } from "zod";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { openApiDocument } from "./openapi-document.ts";

const readOperation = operation(
  {
    id: "readOpenApiDocument",
    tag: "server",
    summary: "This document: every route, what it takes and what it answers, in OpenAPI 3.1",
    scope: undefined,
    keyed: false,
    faults: false,
  },
  {},
  { 200: z.record(z.string(), z.unknown()).describe("An OpenAPI document.") },
);

/** `GET /v1/openapi.json`: the description of the API, made of the routes themselves. Needs no key. */
export const openApiRoute: Routes = server => {
  let text: string | undefined;
  server.get("/v1/openapi.json", readOperation, async (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(server));
    return reply.type("application/json").header("cache-control", "no-cache").send(text);
  });
};
