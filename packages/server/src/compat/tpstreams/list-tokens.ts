import { setImmediate } from "node:timers/promises";
import type { Actor } from "../../commands/actor.ts";
import { listTokens } from "../../commands/tokens/read-tokens.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatRoute } from "../compat-system.ts";
import { findAsset } from "./find-asset.ts";
import { type ListQuery, readListQuery } from "./read-list-query.ts";
import { invalid } from "./read-members.ts";
import { isActive, isoTime, type ShownToken, tokenObject } from "./token-object.ts";

/** Tokens of one asset that are counted and shown, the newest ones. */
const MOST = 10_000;
const AT_ONCE = 100;

/** `GET /api/v1/{org}/assets/{asset}/access_tokens/`: the tokens that name the asset, the newest first. */
export const listTokensRoute: CompatRoute = {
  method: "GET",
  url: "/api/v1/:org/assets/:asset/access_tokens/",
  scope: "tokens:read",
  async answer(dependencies, call, actor) {
    const named = findAsset(dependencies, actor, call);
    if ("problem" in named) return named;
    const query = readListQuery(call.query);
    if ("errors" in query) return invalid(query.errors);
    const { asset, stream, organization } = named.done;
    const tokens = await tokensOf(dependencies, actor, stream.facts.stream, query.isActive);
    const { page, pageSize } = query;
    const pages = Math.max(1, Math.ceil(tokens.length / pageSize));
    if (page > pages) return { status: 404, json: { detail: "Invalid page." } };
    const shown = tokens.slice((page - 1) * pageSize, page * pageSize);
    const { urls } = dependencies;
    const path = `/api/v1/${[organization, "assets", asset, "access_tokens"].map(encodeURIComponent).join("/")}/`;
    const address = (number: number) => urls.to(`${path}?${parametersOf(query, number)}`);
    return {
      status: 200,
      json: {
        count: tokens.length,
        next: page < pages ? address(page + 1) : null,
        previous: page > 1 ? address(page - 1) : null,
        per_page: pageSize,
        results: shown.map(token => ({
          ...tokenObject(urls, { token, asset, text: undefined }),
          ...times(token),
        })),
      },
    };
  },
};

/** When a token was changed is in the audit log; a token that never was is as it was made. */
function times({ created_at, version }: ShownToken) {
  const created = isoTime(created_at);
  return { created, modified: version === 1 ? created : null };
}

function parametersOf({ status, pageSize }: ListQuery, page: number): string {
  const parameters = { ...status, page: String(page), page_size: String(pageSize) };
  return new URLSearchParams(parameters).toString();
}

async function tokensOf(
  dependencies: CompatDependencies,
  actor: Actor,
  stream: string,
  wanted: boolean | undefined,
): Promise<readonly ShownToken[]> {
  const tokens: ShownToken[] = [];
  let cursor: string | undefined;
  let seen = 0;
  do {
    const filter = { stream, action: "play", limit: AT_ONCE, cursor } as const;
    const { items, next } = await listTokens(dependencies, actor, filter);
    seen += items.length;
    tokens.push(...items.filter(token => wanted === undefined || isActive(token) === wanted));
    cursor = next ?? undefined;
    // Thousands in one go would keep every viewer waiting.
    await setImmediate();
  } while (cursor !== undefined && seen < MOST);
  return tokens;
}
