import { neighbourhoodOf } from "@sluice/policy";
import type { ApiKeyHasher } from "../../keys/api-key.ts";
import type { GuessThrottle } from "../../lib/guess-throttle.ts";
import type { ApiKeyRecord, ApiKeyStore } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { type Scope, scopes } from "../scopes.ts";
import type { ApiKeyUses } from "./api-key-uses.ts";

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
  readonly store: Pick<ApiKeyStore, "apiKeyByHash">;
  readonly hasher: ApiKeyHasher;
  readonly throttle: GuessThrottle;
  readonly uses: ApiKeyUses;
  readonly nowSeconds: () => number;
  readonly throttled: () => void;
}): Authenticator {
  return async ({ key, local, ip }) => {
    if (local) return { actor: local };
    if (key === undefined) return { refused: "api-key-missing" };
    const nowSeconds = options.nowSeconds();
    const hash = key.length > KEY_LIMIT ? undefined : options.hasher.hash(key);
    const record = hash && (await options.store.apiKeyByHash(hash));
    if (record && works(record, hash, nowSeconds)) {
      options.uses.note(record.id, nowSeconds);
      return { actor: actorOf(record, ip) };
    }
    if (!options.throttle.note(neighbourhoodOf(ip), nowSeconds)) return { refused: "api-key-unknown" };
    options.throttled();
    return { refused: "too-many-guesses" };
  };
}

function works(key: ApiKeyRecord, hash: Uint8Array, nowSeconds: number): boolean {
  if (nowSeconds >= (key.expiresAtSeconds ?? Number.POSITIVE_INFINITY)) return false;
  const isCurrent = Buffer.compare(key.hash, hash) === 0;
  return isCurrent || (key.previous !== undefined && nowSeconds < key.previous.untilSeconds);
}

function actorOf(key: ApiKeyRecord, ip: string | undefined): Actor {
  const { organization, id, applications, actions, longestTtlSeconds, expiresAtSeconds } = key;
  const granted = new Set(scopes.filter((scope: Scope) => key.scopes.includes(scope)));
  return {
    organization,
    id,
    ip,
    scopes: granted,
    applications,
    actions,
    longestTtlSeconds,
    expiresAtSeconds,
  };
}
