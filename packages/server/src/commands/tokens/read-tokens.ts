import type { TokenStatus } from "@sluice/policy";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { TokenQuery } from "../../store/queries.ts";
import type { StateStore, Store } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Actor } from "../actor.ts";
import type { Listed } from "../listed.ts";
import { mayUseTarget } from "../permissions.ts";
import { resolveName } from "../resolve-name.ts";
import { tokenView } from "../views.ts";
import { type IdentifyDependencies, identifySigned } from "./identify-token.ts";
import { tokenIdOf } from "./token-id.ts";

export interface ReadTokenDependencies {
  readonly store: Store;
  readonly registry: Registry;
  readonly nowMilliseconds: () => number;
}

/** What a list of tokens is narrowed down by. */
export interface TokenFilter
  extends Pick<
    TokenQuery,
    "user" | "tag" | "group" | "application" | "kind" | "action" | "jti" | "parent" | "limit" | "cursor"
  > {
  /** Under any of its names. */
  readonly stream?: string | undefined;
  readonly status?: TokenStatus | undefined;
  /** Id of the API key that asked for it, or of the token key that signed it. */
  readonly key?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

export interface FindTokenDependencies extends IdentifyDependencies {
  readonly store: Pick<Store, "token">;
}

/**
 * One token that the actor may use, by its id or by its text. Of a signed token that no session was made with yet, what
 * its record would be.
 */
export async function findToken(
  dependencies: FindTokenDependencies,
  actor: Actor,
  idOrText: string,
): Promise<TokenRecord | undefined> {
  const { store } = dependencies;
  const id = tokenIdOf(idOrText);
  const token = id === undefined ? await findSigned(dependencies, actor, idOrText) : await store.token(id);
  if (token?.organization !== actor.organization || !mayUseTarget(actor, token.target)) return undefined;
  return token;
}

async function findSigned(dependencies: FindTokenDependencies, actor: Actor, text: string) {
  const found = await identifySigned(dependencies, actor, text);
  return found?.stored ?? found?.draft;
}

/** The same, to be changed: a signed token that has no record yet gets it now. */
export async function findTokenToChange(
  dependencies: FindTokenDependencies & { readonly store: Pick<Store, "token" | "insertTokens"> },
  actor: Actor,
  idOrText: string,
): Promise<TokenRecord | undefined> {
  const token = await findToken(dependencies, actor, idOrText);
  const { store } = dependencies;
  if (token === undefined || token.keyId === undefined || (await store.token(token.id))) return token;
  await store.insertTokens([token]);
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
