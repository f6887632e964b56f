import { viewToken } from "../../commands/tokens/read-tokens.ts";
import type { CompatRoute } from "../compat-system.ts";
import { findCode } from "./find-code.ts";
import { tokenObject } from "./token-object.ts";

/** `GET /api/v1/{org}/assets/{asset}/access_tokens/{code}/`: the token as it is now. */
export const viewTokenRoute: CompatRoute = {
  method: "GET",
  url: "/api/v1/:org/assets/:asset/access_tokens/:code/",
  scope: "tokens:read",
  async answer(dependencies, call, actor) {
    const found = await findCode(dependencies, actor, call);
    if ("problem" in found) return found;
    const { asset, text } = found.done;
    const token = await viewToken(dependencies, found.done.token);
    return { status: 200, json: tokenObject(dependencies.urls, { token, asset, text }) };
  },
};
