import { type CreatedTokens, createTokens } from "../../commands/tokens/create-tokens.ts";
import type { DraftedToken } from "../../commands/tokens/drafted-token.ts";
import { playbackUrls } from "../../commands/tokens/playback-urls.ts";
import { viewToken } from "../../commands/tokens/read-tokens.ts";
import { openedFirst } from "../../commands/tokens/resolve-target.ts";
import type { ApiDependencies, Routes } from "../api.ts";
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
    scope: "tokens:create",
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

/** The one view that holds the token's text. */
async function viewCreated(dependencies: ApiDependencies, { record, text }: DraftedToken) {
  const { registry, urls } = dependencies;
  const tokenText = text.expose();
  const stream = openedFirst(registry, record.organization, record.target);
  const plays = record.action === "play" && stream !== undefined && stream.application.origin !== undefined;
  const links = plays ? playbackUrls(urls, stream, tokenText) : undefined;
  return {
    ...(await viewToken(dependencies, record)),
    token: tokenText,
    playback_url: links?.page ?? null,
    urls: links ?? {},
  };
}
