import { applyTokenKeyPatch } from "../../commands/token-keys/apply-token-key-patch.ts";
import { changeTokenKey } from "../../commands/token-keys/change-token-key.ts";
import { createTokenKey, type IssuedTokenKey } from "../../commands/token-keys/create-token-key.ts";
import { listTokenKeys, readTokenKey, viewTokenKey } from "../../commands/token-keys/read-token-keys.ts";
import { revokeTokenKey } from "../../commands/token-keys/revoke-token-key.ts";
import { rotateTokenKey } from "../../commands/token-keys/rotate-token-key.ts";
import { putWithRole, settingsOf } from "../../commands/token-keys/token-key-role.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import {
  issuedTokenKey,
  rotateBody,
  tokenKey,
  tokenKeyGrant,
  tokenKeyPatch,
  tokenKeyQuery,
  withdrawalQuery,
} from "../schemas/token-keys.ts";

const tag = "keys";

const listOperation = operation(
  { id: "listKeys", tag, summary: "List token keys", scope: "keys:read" },
  { querystring: tokenKeyQuery },
  { 200: listOf(tokenKey) },
);

const createOperation = operation(
  {
    id: "createKey",
    tag,
    summary: "Make a token key, import one, or follow a JWKS URL",
    description:
      "A key vouches for no more than the API key that sets it up could hand out itself. The first active key of an application, or of the organization, becomes its default.",
    scope: "keys:write",
    problems: [409],
  },
  { body: tokenKeyGrant },
  { 201: issuedTokenKey },
);

const readOperation = operation(
  { id: "readKey", tag, summary: "One token key", scope: "keys:read", problems: [404] },
  { params: idParams },
  { 200: tokenKey },
);

const changeOperation = operation(
  {
    id: "updateKey",
    tag,
    summary: "Change a token key, its state or its schedule",
    description: "A key that retires this way leaves its sessions alone; DELETE ends them.",
    scope: "keys:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders, body: tokenKeyPatch },
  { 200: tokenKey },
);

const removeOperation = operation(
  {
    id: "deleteKey",
    tag,
    summary: "Revoke a token key: it retires at once, and every session of its tokens ends",
    description: "It stays in the list, so that its kid never gets another meaning, until it is forgotten.",
    scope: "keys:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders, querystring: withdrawalQuery },
  { 204: noContent },
);

const rotateOperation = operation(
  {
    id: "rotateKey",
    tag,
    summary: "Make a successor of a token key; the answer holds its value",
    description:
      "The successor signs from now on. The key before vouches for `overlap_seconds` more, and retires then.",
    scope: "keys:write",
    problems: [404, 409, 412],
  },
  { params: idParams, headers: ifMatchHeaders, body: rotateBody },
  { 200: issuedTokenKey },
);

/** `/v1/keys`: the keys that vouch for tokens. */
export const tokenKeyRoutes: Routes = (server, dependencies) => {
  server.get("/v1/keys", listOperation, async request =>
    listTokenKeys(dependencies, request.actor, request.query),
  );

  server.post("/v1/keys", createOperation, async (request, reply) => {
    const outcome = await createTokenKey(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const answer = issued(dependencies, outcome.done);
    return reply.code(201).headers(issuedHeaders(answer.version)).send(answer);
  });

  server.get("/v1/keys/:id", readOperation, async (request, reply) => {
    const found = readTokenKey(dependencies, request.actor, request.params.id);
    if (!found) return sendProblem(reply, notFound("token key"));
    return reply.header("etag", entityTag(found.version)).send(found);
  });

  server.patch("/v1/keys/:id", changeOperation, async (request, reply) => {
    const { actor, body, headers, params } = request;
    const { registry, tokenKeys, nowMilliseconds } = dependencies;
    const nowSeconds = Math.floor(nowMilliseconds() / 1000);
    const outcome = await changeTokenKey(dependencies, actor, {
      id: params.id,
      version: expectedVersion(headers),
      action: "token-key.update",
      next(key) {
        const patched = applyTokenKeyPatch({ registry, actor, nowSeconds }, settingsOf(key), body);
        if ("problem" in patched) return patched;
        return { done: { writes: putWithRole(tokenKeys, patched.done, key.version), afterId: key.id } };
      },
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const view = viewTokenKey(dependencies, outcome.done);
    return reply.header("etag", entityTag(view.version)).send(view);
  });

  server.delete("/v1/keys/:id", removeOperation, async (request, reply) => {
    const outcome = await revokeTokenKey(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      forget: request.query.forget === "true",
      arrivedMilliseconds: dependencies.nowMilliseconds(),
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });

  server.post("/v1/keys/:id/rotate", rotateOperation, async (request, reply) => {
    const outcome = await rotateTokenKey(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      overlapSeconds: request.body.overlap_seconds,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const answer = issued(dependencies, outcome.done);
    return reply.headers(issuedHeaders(answer.version)).send(answer);
  });
};

function issuedHeaders(version: number) {
  return { "cache-control": "no-store", etag: entityTag(version) };
}

/** An answer that may hold a secret. */
function issued(dependencies: ApiDependencies, { record, value }: IssuedTokenKey) {
  return { ...viewTokenKey(dependencies, record), value: value?.expose() ?? null };
}
