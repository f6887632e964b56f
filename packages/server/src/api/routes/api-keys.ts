import { apiKeyView } from "../../commands/api-keys/api-key-view.ts";
import { applyApiKeyGrant } from "../../commands/api-keys/apply-api-key-grant.ts";
import { changeApiKey } from "../../commands/api-keys/change-api-key.ts";
import { createApiKey, type IssuedApiKey } from "../../commands/api-keys/create-api-key.ts";
import { listApiKeys, readApiKey } from "../../commands/api-keys/read-api-keys.ts";
import { rotateApiKey } from "../../commands/api-keys/rotate-api-key.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import {
  apiKey,
  apiKeyGrant,
  apiKeyPatch,
  apiKeyQuery,
  issuedApiKey,
  rotateBody,
} from "../schemas/api-keys.ts";
import { idParams, listOf } from "../schemas/common.ts";

const tag = "api-keys";

const listOperation = operation(
  { id: "listApiKeys", tag, summary: "List API keys", scope: "keys:read" },
  { querystring: apiKeyQuery },
  { 200: listOf(apiKey) },
);

const createOperation = operation(
  {
    id: "createApiKey",
    tag,
    summary: "Make an API key; the only answer with its text",
    description:
      "A key hands out only what it has itself. What is left out is as with the key that makes it.",
    scope: "keys:write",
  },
  { body: apiKeyGrant },
  { 201: issuedApiKey },
);

const readOperation = operation(
  { id: "readApiKey", tag, summary: "One API key", scope: "keys:read", problems: [404] },
  { params: idParams },
  { 200: apiKey },
);

const changeOperation = operation(
  { id: "updateApiKey", tag, summary: "Change an API key", scope: "keys:write", problems: [404, 409, 412] },
  { params: idParams, headers: ifMatchHeaders, body: apiKeyPatch },
  { 200: apiKey },
);

const removeOperation = operation(
  {
    id: "deleteApiKey",
    tag,
    summary: "Remove an API key: it stops working at once",
    description: "The organization's last administrator's key is not removed (409).",
    scope: "keys:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders },
  { 204: noContent },
);

const rotateOperation = operation(
  {
    id: "rotateApiKey",
    tag,
    summary: "Give an API key a new text; the only answer with it",
    description: "The text before works for `overlap_seconds` more, one from an earlier rotation no longer.",
    scope: "keys:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders, body: rotateBody },
  { 200: issuedApiKey },
);

/** `/v1/api-keys`: list, make, see, change, rotate and remove. */
export const apiKeyRoutes: Routes = (server, dependencies) => {
  server.get("/v1/api-keys", listOperation, async request =>
    listApiKeys(dependencies, request.actor, request.query),
  );

  server.post("/v1/api-keys", createOperation, async (request, reply) => {
    const outcome = await createApiKey(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const { record } = outcome.done;
    return reply.code(201).headers(issuedHeaders(record.version)).send(issued(dependencies, outcome.done));
  });

  server.get("/v1/api-keys/:id", readOperation, async (request, reply) => {
    const found = await readApiKey(dependencies, request.actor, request.params.id);
    if (!found) return sendProblem(reply, notFound("API key"));
    return reply.header("etag", entityTag(found.version)).send(found);
  });

  server.patch("/v1/api-keys/:id", changeOperation, async (request, reply) => {
    const { actor, body, headers } = request;
    const outcome = await changeApiKey(dependencies, actor, {
      id: request.params.id,
      version: expectedVersion(headers),
      action: "api-key.update",
      next: key => applyApiKeyGrant(dependencies, actor, key, body),
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const view = apiKeyView(outcome.done, dependencies.keyUses);
    return reply.header("etag", entityTag(view.version)).send(view);
  });

  server.delete("/v1/api-keys/:id", removeOperation, async (request, reply) => {
    const outcome = await changeApiKey(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      action: "api-key.delete",
      next: () => ({ done: undefined }),
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });

  server.post("/v1/api-keys/:id/rotate", rotateOperation, async (request, reply) => {
    const outcome = await rotateApiKey(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      overlapSeconds: request.body.overlap_seconds,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    return reply.headers(issuedHeaders(outcome.done.record.version)).send(issued(dependencies, outcome.done));
  });
};

function issuedHeaders(version: number) {
  return { "cache-control": "no-store", etag: entityTag(version) };
}

/** An answer that holds the key's text. */
function issued({ keyUses }: ApiDependencies, { record, text }: IssuedApiKey) {
  return { ...apiKeyView(record, keyUses), key: text.expose() };
}
