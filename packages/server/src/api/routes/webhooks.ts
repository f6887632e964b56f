import { applyWebhookGrant } from "../../commands/webhooks/apply-webhook-grant.ts";
import { changeWebhook } from "../../commands/webhooks/change-webhook.ts";
import { createWebhook, type IssuedWebhook } from "../../commands/webhooks/create-webhook.ts";
import { listWebhooks, readWebhookView, viewWebhook } from "../../commands/webhooks/read-webhooks.ts";
import { rotateWebhookSecret } from "../../commands/webhooks/rotate-webhook-secret.ts";
import { testWebhook } from "../../commands/webhooks/test-webhook.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { entityTag, expectedVersion, ifMatchHeaders } from "../entity-tag.ts";
import { noContent, operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import {
  issuedWebhook,
  rotateBody,
  webhook,
  webhookGrant,
  webhookPatch,
  webhookQuery,
  webhookTest,
} from "../schemas/webhooks.ts";

const tag = "webhooks";

const listOperation = operation(
  { id: "listWebhooks", tag, summary: "List webhooks", scope: "webhooks:read" },
  { querystring: webhookQuery },
  { 200: listOf(webhook) },
);

const createOperation = operation(
  {
    id: "createWebhook",
    tag,
    summary: "Make a webhook; the answer holds its secret",
    description: "Deliveries are signed in the form of Standard Webhooks; see docs/webhooks.md.",
    scope: "webhooks:write",
    problems: [409],
  },
  { body: webhookGrant },
  { 201: issuedWebhook },
);

const readOperation = operation(
  { id: "readWebhook", tag, summary: "One webhook", scope: "webhooks:read", problems: [404] },
  { params: idParams },
  { 200: webhook },
);

const changeOperation = operation(
  {
    id: "updateWebhook",
    tag,
    summary: "Change a webhook, or switch it on or off",
    description: "What waits while it is off is sent when it is on again.",
    scope: "webhooks:write",
    problems: [404, 412],
  },
  { params: idParams, headers: ifMatchHeaders, body: webhookPatch },
  { 200: webhook },
);

const removeOperation = operation(
  {
    id: "deleteWebhook",
    tag,
    summary: "Remove a webhook with its deliveries",
    scope: "webhooks:write",
    problems: [404, 412],
  },
  { params: idParams, headers: ifMatchHeaders },
  { 204: noContent },
);

const rotateOperation = operation(
  {
    id: "rotateWebhook",
    tag,
    summary: "Give a webhook a new secret; the answer holds it",
    description: "For `overlap_seconds` more, deliveries are signed with the secret before as well.",
    scope: "webhooks:write",
    problems: [404, 412],
  },
  { params: idParams, headers: ifMatchHeaders, body: rotateBody },
  { 200: issuedWebhook },
);

const testOperation = operation(
  {
    id: "testWebhook",
    tag,
    summary: "Send `webhook.test` now and tell what came back",
    scope: "webhooks:write",
    problems: [404],
  },
  { params: idParams },
  { 200: webhookTest },
);

/** `/v1/webhooks`: list, make, see, change, rotate, test and remove. */
export const webhookRoutes: Routes = (server, dependencies) => {
  server.get("/v1/webhooks", listOperation, async request =>
    listWebhooks(dependencies, request.actor, request.query),
  );

  server.post("/v1/webhooks", createOperation, async (request, reply) => {
    const outcome = await createWebhook(dependencies, request.actor, request.body);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const answer = await issued(dependencies, outcome.done);
    return reply.code(201).headers(issuedHeaders(answer.version)).send(answer);
  });

  server.get("/v1/webhooks/:id", readOperation, async (request, reply) => {
    const found = await readWebhookView(dependencies, request.actor, request.params.id);
    if (!found) return sendProblem(reply, notFound("webhook"));
    return reply.header("etag", entityTag(found.version)).send(found);
  });

  server.patch("/v1/webhooks/:id", changeOperation, async (request, reply) => {
    const { actor, body, headers, params } = request;
    const outcome = await changeWebhook(dependencies, actor, {
      id: params.id,
      version: expectedVersion(headers),
      action: "webhook.update",
      next: ({ document }) => applyWebhookGrant(dependencies, actor, document, body),
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const view = await viewWebhook(dependencies, outcome.done);
    return reply.header("etag", entityTag(view.version)).send(view);
  });

  server.delete("/v1/webhooks/:id", removeOperation, async (request, reply) => {
    const outcome = await changeWebhook(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      action: "webhook.delete",
      next: () => ({ done: undefined }),
    });
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(204).send();
  });

  server.post("/v1/webhooks/:id/rotate", rotateOperation, async (request, reply) => {
    const outcome = await rotateWebhookSecret(dependencies, request.actor, {
      id: request.params.id,
      version: expectedVersion(request.headers),
      overlapSeconds: request.body.overlap_seconds,
    });
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const answer = await issued(dependencies, outcome.done);
    return reply.headers(issuedHeaders(answer.version)).send(answer);
  });

  server.post("/v1/webhooks/:id/test", testOperation, async (request, reply) => {
    const outcome = await testWebhook(dependencies, request.actor, request.params.id);
    return "problem" in outcome ? sendProblem(reply, commandProblem(outcome.problem)) : outcome.done;
  });
};

function issuedHeaders(version: number) {
  return { "cache-control": "no-store", etag: entityTag(version) };
}

/** An answer that holds the secret. */
async function issued(dependencies: ApiDependencies, { webhook: made, secret }: IssuedWebhook) {
  return { ...(await viewWebhook(dependencies, made)), secret: secret.expose() };
}
