import { type CreatedTokens, createTokens } from "../../commands/tokens/create-tokens.ts";
import type { ApiDependencies, Routes } from "../api.ts";
import { viewCreated } from "../created-token.ts";
import { entityTag } from "../entity-tag.ts";
import { operation } from "../operation.ts";
import { commandProblem, sendProblem } from "../problem.ts";
import { createdToken, createdTokens, creationHeaders, tokenBatch, tokenGrant } from "../schemas/tokens.ts";

/** A thousand grants of the usual size, and some more. */
const BATCH_LIMIT_BYTES = 4 * 1024 * 1024;

const createOperation = operation(
  {
    id: "createToken",
    tag: "tokens",
    summary: "Make a token; the only answer with its text",
    description:
      "The first `jwt` or `cat` of an organization makes its first token key, ES256. Where there are keys and none signs: 409.",
    scope: "tokens:create",
    problems: [409],
  },
  { headers: creationHeaders, body: tokenGrant },
  { 201: createdToken },
);

const batchOperation = operation(
  {
    id: "createTokens",
    tag: "tokens",
    summary: "Make up to 1,000 tokens, all or none",
    description: "`errors` names what is wrong with which: `tokens.17.ip.0`.",
    scope: "tokens:create",
    problems: [409],
  },
  { headers: creationHeaders, body: tokenBatch },
  { 201: createdTokens },
);

/** `POST /v1/tokens` and `/v1/tokens/batch`: the only answers that hold tokens' texts. */
export const createTokenRoutes: Routes = (server, dependencies) => {
  server.post("/v1/tokens", createOperation, async (request, reply) => {
    const idempotencyKey = request.headers["idempotency-key"];
    const order = { grants: [request.body], form: "one", idempotencyKey } as const;
    const outcome = await createTokens(dependencies, request.actor, order);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const [created] = await views(dependencies, outcome.done);
    const tag = created === undefined ? {} : { etag: entityTag(created.version) };
    return reply
      .code(201)
      .headers({ ...headersOf(outcome.done), ...tag })
      .send(created);
  });

  const options = { ...batchOperation, bodyLimit: BATCH_LIMIT_BYTES };
  server.post("/v1/tokens/batch", options, async (request, reply) => {
    const idempotencyKey = request.headers["idempotency-key"];
    const order = { grants: request.body.tokens, form: "batch", idempotencyKey } as const;
    const outcome = await createTokens(dependencies, request.actor, order);
    if ("problem" in outcome) return sendProblem(reply, commandProblem(outcome.problem));
    const items = await views(dependencies, outcome.done);
    return reply.code(201).headers(headersOf(outcome.done)).send({ items });
  });
};

function headersOf({ replayed }: CreatedTokens): Readonly<Record<string, string>> {
  return { "cache-control": "no-store", ...(replayed ? { "idempotent-replayed": "true" } : {}) };
}

function views(dependencies: ApiDependencies, { tokens }: CreatedTokens) {
  return Promise.all(tokens.map(token => viewCreated(dependencies, token)));
}
