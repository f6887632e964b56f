import { outsideText } from "../../lib/redact.ts";
import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { includesScope, type Scope } from "../scopes.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";
import { changeApiKey } from "./change-api-key.ts";
import { createApiKey, type IssuedApiKey } from "./create-api-key.ts";

/** Keys of logins that an organization may have at the same time (TPStreams documentation, "Authentication"). */
export const MOST_LOGIN_KEYS = 20;

/** What the key of a login is for: tokens of viewers. It makes no keys, so that one that leaks begets none. */
const LOGIN_SCOPES: readonly Scope[] = ["tokens:read", "tokens:create", "tokens:update"];
const LIFE_SECONDS = 90 * 24 * 3600;
/** How the name of such a key begins; what follows is what the login called itself. */
const NAME_PREFIX = "login: ";
const LONGEST_NAME = 100;
const AT_ONCE = 200;

/** What logins stand on: one after the other, so that none makes a key too many. */
export interface LoginKeyDependencies extends ApiKeyDependencies {
  readonly declareInTurn: <T>(change: () => Promise<T>) => Promise<T>;
}

/**
 * A further key for whoever has proven itself by a key of its own, with no more rights: those over tokens, for 90 days at
 * most. Needs the right to make keys, as anywhere.
 */
export function createLoginKey(
  dependencies: LoginKeyDependencies,
  actor: Actor,
  username: string,
): Promise<Outcome<IssuedApiKey>> {
  return dependencies.declareInTurn(async () => {
    if (!includesScope(actor.scopes, "keys:write")) {
      return refuse("not-permitted", "a login makes a further key, for which this API key lacks keys:write");
    }
    const scopes = LOGIN_SCOPES.filter(scope => includesScope(actor.scopes, scope));
    if (scopes.length === 0)
      return refuse("not-permitted", "this API key has no right over tokens to hand on");
    const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
    if ((await countWorking(dependencies, actor, nowSeconds)) >= MOST_LOGIN_KEYS) {
      const detail = `this organization has ${MOST_LOGIN_KEYS} keys of logins already; log out with one of them`;
      return refuse("state-conflict", detail);
    }
    const latest = actor.expiresAtSeconds ?? Number.POSITIVE_INFINITY;
    const expires_at = Math.min(nowSeconds + LIFE_SECONDS, latest);
    return createApiKey(dependencies, actor, { name: nameOf(username), scopes, expires_at });
  });
}

/** Removes the actor's own key, if a login has made it; no other key is removed by logging out. */
export async function removeLoginKey(
  dependencies: ApiKeyDependencies,
  actor: Actor,
): Promise<Outcome<ApiKeyRecord>> {
  const key = await dependencies.store.apiKey(actor.organization, actor.id);
  if (!key || !isOfLogin(key)) {
    return refuse("not-permitted", "no login has made this API key, and logging out removes no other");
  }
  return changeApiKey(dependencies, actor, {
    id: key.id,
    version: undefined,
    action: "api-key.delete",
    next: () => ({ done: undefined }),
  });
}

/** True for the record of a key that a login has made: its name says so. */
export function isOfLogin({ name }: Pick<ApiKeyRecord, "name">): boolean {
  return name.startsWith(NAME_PREFIX);
}

/** What somebody calls himself may hold anything, also the key that belongs into the other field. */
function nameOf(username: string): string {
  return NAME_PREFIX + outsideText(username.replace(/\p{C}/gu, " ")).slice(0, LONGEST_NAME);
}

async function countWorking(
  { store }: ApiKeyDependencies,
  { organization }: Actor,
  nowSeconds: number,
): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await store.listApiKeys({ organization, limit: AT_ONCE, cursor });
    count += page.items.filter(
      key => isOfLogin(key) && nowSeconds < (key.expiresAtSeconds ?? Infinity),
    ).length;
    cursor = page.next;
  } while (cursor !== undefined);
  return count;
}
