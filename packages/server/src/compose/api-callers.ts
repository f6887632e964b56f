import { type ApiKeyUses, createApiKeyUses } from "../commands/api-keys/api-key-uses.ts";
import { type Authenticator, createAuthenticator } from "../commands/api-keys/authenticate-key.ts";
import { type ApiKeyHasher, createApiKeyHasher } from "../keys/api-key.ts";
import type { MasterKey } from "../keys/master-key.ts";
import { createGuessThrottle } from "../lib/guess-throttle.ts";
import type { Store } from "../store/store.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** Whom the API and those of other systems let in. */
export interface ApiCallers {
  readonly keyHasher: ApiKeyHasher;
  readonly keyUses: ApiKeyUses;
  readonly authenticator: Authenticator;
}

/** API keys, and one count of wrong ones for every place that takes them. */
export function composeApiCallers(parts: {
  readonly store: Store;
  readonly masterKey: MasterKey;
  readonly metrics: Pick<Metrics, "guessesThrottled">;
  readonly nowSeconds: () => number;
}): ApiCallers {
  const { store, masterKey, metrics, nowSeconds } = parts;
  const keyHasher = createApiKeyHasher(masterKey.derive("api-key"));
  const keyUses = createApiKeyUses(store);
  const authenticator = createAuthenticator({
    store,
    hasher: keyHasher,
    uses: keyUses,
    throttle: createGuessThrottle(),
    nowSeconds,
    throttled: () => metrics.guessesThrottled.inc({ credential: "api-key" }),
  });
  return { keyHasher, keyUses, authenticator };
}
