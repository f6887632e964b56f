import type { TokenStatus } from "@sluice/policy";
import { opaqueIdOf } from "@sluice/token";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { TokenQuery } from "../../store/queries.ts";
import type { StateStore, Store } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Actor } from "../actor.ts";
import type { Listed } from "../listed.ts";
import { mayUseTarget } from "../permissions.ts";
import { resolveName } from "../resolve-name.ts";
import { tokenView } from "../views.ts";

export interface ReadTokenDependencies {
  readonly store: Store;
  readonly registry: Registry;
  readonly nowMilliseconds: () => number;
}

/** What a list of tokens is narrowed down by. */
export interface TokenFilter
  extends Pick<
    TokenQuery,
    "user" | "tag" | "group" | "application" | "kind" | "action" | "jti" | "limit" | "cursor"
  > {
  /** Under any of its names. */
  readonly stream?: string | undefined;
  readonly status?: TokenStatus | undefined;
  /** Id of the API key that asked for it, or of the token key that signed it. */
  readonly key?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** One token that the actor may use, by its id or by its text. */
export async function findToken(
  { store }: { readonly store: Pick<Store, "token"> },
  actor: Actor,
  idOrText: string,
): Promise<TokenRecord | undefined> {
  const id = opaqueIdOf(idOrText);
  const token = id === undefined ? undefined : await store.token(id);
  if (token?.organization !== actor.organization || !mayUseTarget(actor, token.target)) return undefined;
  return token;
}

/** A token as it is now, revocation rules included. */
export async function viewToken(
  {
    store,
    nowMilliseconds,
  }: { readonly store: Pick<StateStore, "isCovered">; nowMilliseconds: () => number },
  token: TokenRecord,
) {
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  return tokenView(token, { nowSeconds, isCovered: await store.isCovered(token, nowSeconds) });
}

/** Tokens that the actor may use, the newest first. */
export async function listTokens(
  dependencies: ReadTokenDependencies,
  actor: Actor,
  filter: TokenFilter,
): Promise<Listed<Awaited<ReturnType<typeof viewToken>>>> {
  const { store, registry, nowMilliseconds } = dependencies;
  const { stream, status, key, ...rest } = filter;
  const page = await store.listTokens({
    ...rest,
    organization: actor.organization,
    within: actor.applications,
    stream: stream === undefined ? undefined : streamName(registry, actor, stream),
    issuedBy: key,
    status: status && { is: status, atSeconds: Math.floor(nowMilliseconds() / 1000) },
  });
  const items = await Promise.all(page.items.map(token => viewToken(dependencies, token)));
  return { items, next: page.next ?? null };
}

/** The one name of a stream that may be called by an alias; a name that means nothing stays as it is. */
export function streamName(registry: Registry, actor: Actor, name: string): string {
  const found = resolveName(registry, actor, name);
  return isLocated(found) ? found.facts.stream : name;
}
