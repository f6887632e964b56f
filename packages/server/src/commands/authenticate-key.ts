import type { Socket } from "node:net";
import { guessNeighbourhood } from "../access/conclude.ts";
import type { ApiKeyHasher } from "../keys/api-key.ts";
import type { GuessThrottle } from "../lib/guess-throttle.ts";
import type { RecordStore } from "../store/store.ts";
import type { Actor } from "./actor.ts";

/** What a door knows of a caller. */
export interface Caller {
  /** The API key as sent. */
  readonly key: string | undefined;
  readonly socket: Socket;
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
  /** The actor behind a connection on the data folder's own socket, which only its owner can open. */
  readonly localActor: (socket: Socket) => Actor | undefined;
}): Authenticator {
  return async ({ key, socket, ip }) => {
    const local = options.localActor(socket);
    if (local) return { actor: local };
    if (key === undefined) return { refused: "api-key-missing" };
    const record =
      key.length > KEY_LIMIT ? undefined : await options.store.apiKeyByHash(options.hasher.hash(key));
    if (record) return { actor: { organization: record.organization, id: record.id } };
    if (!options.throttle.note(guessNeighbourhood(ip), options.nowSeconds()))
      return { refused: "api-key-unknown" };
    options.throttled();
    return { refused: "too-many-guesses" };
  };
}
