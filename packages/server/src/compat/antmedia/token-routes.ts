import type { CompatRoute } from "../compat-system.ts";
import { readListPage } from "./list-page.ts";
import { mintToken } from "./mint-token.ts";
import { answerResult } from "./results.ts";
import { listStreamTokens, revokeStreamTokens } from "./stream-tokens.ts";
import { validateToken } from "./validate-token.ts";

const BASE = "/:app/rest/v2/broadcasts";

function mintRoute(path: "token" | "jwt-token", form: "one-time" | "jwt"): CompatRoute {
  return {
    method: "GET",
    url: `${BASE}/:id/${path}`,
    scope: "tokens:create",
    async answer(dependencies, { params, query }, actor) {
      const { app = "", id } = params;
      const minted = await mintToken(dependencies, actor, { application: app, streamId: id, query, form });
      if ("problem" in minted) return minted;
      if ("token" in minted) return { status: 200, json: minted.token };
      return { problem: { reason: "request-invalid", detail: minted.message } };
    },
  };
}

const validateRoute: CompatRoute = {
  method: "POST",
  url: `${BASE}/validate-token`,
  scope: "check",
  async answer(dependencies, call, actor) {
    const validated = await validateToken(dependencies, call, actor);
    return "problem" in validated ? validated : answerResult(validated.token !== undefined);
  },
};

const revokeRoute: CompatRoute = {
  method: "DELETE",
  url: `${BASE}/:id/tokens`,
  scope: "tokens:revoke",
  async answer(dependencies, { params: { app = "", id = "" } }, actor) {
    return answerResult(await revokeStreamTokens(dependencies, actor, { application: app, streamId: id }));
  },
};

const listRoute: CompatRoute = {
  method: "GET",
  url: `${BASE}/:id/tokens/list/:offset/:size`,
  scope: "tokens:read",
  async answer(dependencies, { params }, actor) {
    const page = readListPage(params);
    if ("problem" in page) return page;
    const stream = { application: params.app ?? "", streamId: params.id ?? "" };
    return { status: 200, json: await listStreamTokens(dependencies, actor, stream, page) };
  },
};

/** Tokens in REST v2 (BroadcastRestService, since 1.8). */
export const tokenRoutes: readonly CompatRoute[] = [
  mintRoute("token", "one-time"),
  mintRoute("jwt-token", "jwt"),
  validateRoute,
  revokeRoute,
  listRoute,
];
