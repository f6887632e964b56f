import { Secret } from "@sluice/token";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type RefusalBody, refusalBody } from "../../access/refusal-body.ts";
import { delegateToken } from "../../commands/tokens/delegation/delegate-token.ts";
import type { Routes } from "../api.ts";
import { keyOf } from "../authenticate.ts";
import { viewCreated } from "../created-token.ts";
import { entityTag } from "../entity-tag.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import { refusal } from "../schemas/refusal.ts";
import { childGrant, createdToken } from "../schemas/tokens.ts";

/** A grant of the usual size, and some more. */
const BODY_LIMIT_BYTES = 64 * 1024;

const delegateOperation = operation(
  {
    id: "delegateToken",
    tag: "tokens",
    summary: "Make a token from a token, which limits it; needs no API key",
    description:
      "Send the token to be handed on as `Authorization: Bearer …`; it must have `delegation`. The new one opens what every token above it opens at the moment of use, and nothing more. A signed token is found by the application of the first stream in `target`.",
    scope: undefined,
    keyed: false,
  },
  { body: childGrant },
  { 201: createdToken, 401: refusal, 403: refusal, 429: refusal },
);

/** `POST /v1/delegations`: whoever has a token that may be handed on makes narrower ones from it. */
export function delegationRoutes(clientAddress: (request: FastifyRequest) => string | undefined): Routes {
  return (server, dependencies) => {
    const options = { ...delegateOperation, bodyLimit: BODY_LIMIT_BYTES };
    server.post("/v1/delegations", options, async (request, reply) => {
      const text = keyOf(request);
      const ip = clientAddress(request);
      const order = { text: text === undefined ? undefined : new Secret(text), grant: request.body, ip };
      const result = await delegateToken(dependencies, order);
      reply.header("cache-control", "no-store");
      if ("problem" in result) return sendProblem(reply, commandProblem(result.problem));
      if ("refused" in result) {
        const { refused, detail, token } = result;
        const nowMilliseconds = dependencies.nowMilliseconds();
        const { reason, ref } = dependencies.refuseDelegation({
          reason: refused,
          detail,
          token,
          ip,
          nowMilliseconds,
        });
        return sendRefusal(reply, refusalBody(reason, ref));
      }
      const created = await viewCreated(dependencies, result.done);
      return reply.code(201).header("etag", entityTag(created.version)).send(created);
    });
  };
}

/** In the form of a problem (RFC 9457), with the words of a refusal. */
function sendRefusal(reply: FastifyReply, body: RefusalBody): FastifyReply {
  const { status, ref, retry_after } = body;
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="sluice token"');
  if (status === 429) reply.header("retry-after", retry_after ?? 0);
  return reply
    .code(status)
    .header("sluice-ref", ref)
    .header("content-type", "application/problem+json")
    .send(JSON.stringify({ type: "about:blank", ...body }));
}
