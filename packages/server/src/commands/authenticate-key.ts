import { neighbourhoodOf } from "@sluice/policy";
import type { ApiKeyHasher } from "../keys/api-key.ts";
import type { GuessThrottle } from "../lib/guess-throttle.ts";
import type { ApiKeyRecord, RecordStore } from "../store/store.ts";
import type { Actor } from "./actor.ts";
import { type Scope, scopes } from "./scopes.ts";

/** What a door knows of a caller. */
export interface Caller {
  /** The API key as sent. */
  readonly key: string | undefined;
  /** The owner of the data folder, when the call came through the folder's own socket. */
  readonly local: Actor | undefined;
  readonly ip: string | undefined;
}

export type Authentication =
  | { readonly actor: Actor }
  | { readonly refused: "api-key-missing" | "api-key-unknown" | "too-many-guesses" };

export type Authenticator = (caller: Caller) => Promise<Authentication>;

/** No API key is longer; longer texts are not even hashed. */
const KEY_LIMIT = 256;

export function createAuthenticator(options: {
  readonly store: RecordStore;
  readonly hasher: ApiKeyHasher;
  readonly throttle: GuessThrottle;
  readonly nowSeconds: () => number;
  readonly throttled: () => void;
}): Authenticator {
  return async ({ key, local, ip }) => {
    if (local) return { actor: local };
    if (key === undefined) return { refused: "api-key-missing" };
    const record =
      key.length > KEY_LIMIT ? undefined : await options.store.apiKeyByHash(options.hasher.hash(key));
    if (record && !isExpired(record, options.nowSeconds())) return { actor: actorOf(record, ip) };
    if (!options.throttle.note(neighbourhoodOf(ip), options.nowSeconds()))
      return { refused: "api-key-unknown" };
    options.throttled();
    return { refused: "too-many-guesses" };
  };
}

function isExpired({ expiresAtSeconds }: ApiKeyRecord, nowSeconds: number): boolean {
  return expiresAtSeconds !== undefined && nowSeconds >= expiresAtSeconds;
}

function actorOf(key: ApiKeyRecord, ip: string | undefined): Actor {
  const { organization, id, applications, actions, longestTtlSeconds } = key;
  const granted = scopes.filter((scope: Scope) => key.scopes.includes(scope));
  return { organization, id, ip, scopes: new Set(granted), applications, actions, longestTtlSeconds };
}
