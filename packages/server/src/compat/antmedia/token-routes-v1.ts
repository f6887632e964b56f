import type { CompatRoute } from "../compat-system.ts";
import { readListPage } from "./list-page.ts";
import { mintToken } from "./mint-token.ts";
import { queryValue } from "./query-value.ts";
import { answerResult, resultOf } from "./results.ts";
import { listStreamTokens, revokeStreamTokens } from "./stream-tokens.ts";
import { validateToken } from "./validate-token.ts";

const BASE = "/:app/rest/broadcast";

const getToken: CompatRoute = {
  method: "GET",
  url: `${BASE}/getToken`,
  scope: "tokens:create",
  async answer(dependencies, { params, query }, actor) {
    const order = {
      application: params.app ?? "",
      streamId: queryValue(query, "id"),
      query,
      form: "one-time",
    } as const;
    const minted = await mintToken(dependencies, actor, order);
    if ("problem" in minted) return minted;
    // Since 1.7; before, nothing at all was answered.
    return {
      status: 200,
      json: "token" in minted ? minted.token : resultOf(false, { message: minted.message }),
    };
  },
};

const validate: CompatRoute = {
  method: "POST",
  url: `${BASE}/validateToken`,
  scope: "check",
  async answer(dependencies, call, actor) {
    const validated = await validateToken(dependencies, call, actor);
    if ("problem" in validated) return validated;
    return validated.token ? { status: 200, json: validated.token } : { status: 204 };
  },
};

const revokeTokens: CompatRoute = {
  method: "POST",
  url: `${BASE}/revokeTokens`,
  scope: "tokens:revoke",
  async answer(dependencies, { params, query }, actor) {
    const streamId = queryValue(query, "id");
    if (!streamId) return answerResult(false);
    const stream = { application: params.app ?? "", streamId };
    return answerResult(await revokeStreamTokens(dependencies, actor, stream));
  },
};

const list: CompatRoute = {
  method: "GET",
  url: `${BASE}/listTokens/:streamId/:offset/:size`,
  scope: "tokens:read",
  async answer(dependencies, { params }, actor) {
    const page = readListPage(params);
    if ("problem" in page) return page;
    const stream = { application: params.app ?? "", streamId: params.streamId ?? "" };
    return { status: 200, json: await listStreamTokens(dependencies, actor, stream, page) };
  },
};

/** Tokens in REST v1 (1.5.0 to 1.9). */
export const tokenRoutesV1: readonly CompatRoute[] = [getToken, validate, revokeTokens, list];
