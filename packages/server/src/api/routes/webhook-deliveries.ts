import { listDeliveries, readDelivery } from "../../commands/webhooks/read-deliveries.ts";
import { replayDelivery, replayFailedDeliveries } from "../../commands/webhooks/replay-deliveries.ts";
import type { Routes } from "../api.ts";
import { operation } from "../operation.ts";
import { commandProblem, notFound, sendProblem } from "../problem.ts";
import { idParams, listOf } from "../schemas/common.ts";
import {
  delivery,
  deliveryDetails,
  deliveryParams,
  deliveryQuery,
  replayBody,
  replayed,
} from "../schemas/webhooks.ts";

const tag = "webhooks";

const listOperation = operation(
  {
    id: "listDeliveries",
    tag,
    summary: "The delivery log of a webhook",
    scope: "webhooks:read",
    problems: [404],
  },
  { params: idParams, querystring: deliveryQuery },
  { 200: listOf(delivery) },
);

const readOperation = operation(
  {
    id: "readDelivery",
    tag,
    summary: "One delivery with its body and every attempt",
    scope: "webhooks:read",
    problems: [404],
  },
  { params: deliveryParams },
  { 200: deliveryDetails },
);

const replayOperation = operation(
  {
    id: "replayDelivery",
    tag,
    summary: "Send one delivery again",
    description:
      "The same id and body, signed anew. 409 for what was dropped, and while the webhook is disabled.",
    scope: "webhooks:write",
    problems: [404, 409],
  },
  { params: deliveryParams },
  { 202: deliveryDetails },
);

const replayFailedOperation = operation(
  {
    id: "replayFailedDeliveries",
    tag,
    summary: "Send again all that failed since then",
    scope: "webhooks:write",
    problems: [404, 409],
  },
  { params: idParams, body: replayBody },
  { 202: replayed },
);

/** `/v1/webhooks/{id}/deliveries` and `/v1/webhooks/{id}/replay`: what was sent, and sending it again. */
export const webhookDeliveryRoutes: Routes = (server, dependencies) => {
  server.get("/v1/webhooks/:id/deliveries", listOperation, async (request, reply) => {
    const query = { ...request.query, webhook: request.params.id };
    const page = await listDeliveries(dependencies, request.actor, query);
    return page ?? sendProblem(reply, notFound("webhook"));
  });

  server.get("/v1/webhooks/:id/deliveries/:delivery", readOperation, async (request, reply) => {
    const found = await readDelivery(dependencies, request.actor, request.params);
    return found ?? sendProblem(reply, notFound("delivery"));
  });

  server.post("/v1/webhooks/:id/deliveries/:delivery/replay", replayOperation, async (request, reply) => {
    const outcome = await replayDelivery(dependencies, request.actor, request.params);
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(202).send(outcome.done);
  });

  server.post("/v1/webhooks/:id/replay", replayFailedOperation, async (request, reply) => {
    const order = { id: request.params.id, sinceSeconds: request.body.since };
    const outcome = await replayFailedDeliveries(dependencies, request.actor, order);
    return "problem" in outcome
      ? sendProblem(reply, commandProblem(outcome.problem))
      : reply.code(202).send(outcome.done);
  });
};
