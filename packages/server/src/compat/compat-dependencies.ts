import type { ApiKeyDependencies } from "../commands/api-keys/api-key-dependencies.ts";
import type { Authenticator } from "../commands/api-keys/authenticate-key.ts";
import type { CheckDependencies } from "../commands/check-request.ts";
import type { DeclaringDependencies } from "../commands/declaring/dependencies.ts";
import type { RevokeDependencies } from "../commands/revocations/revoke.ts";
import type { TokenKeyDependencies } from "../commands/token-keys/token-key-dependencies.ts";
import type { CreateTokensDependencies } from "../commands/tokens/create-tokens.ts";
import type { ReadTokenDependencies } from "../commands/tokens/read-tokens.ts";
import type { TrustsPeer } from "../http/client-address.ts";
import type { CallRate } from "../lib/call-rate.ts";
import type { GuessThrottle } from "../lib/guess-throttle.ts";
import type { PublicUrls } from "../lib/public-urls.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** What the routes of other systems stand on: the commands of API v1, and nothing of their own. */
export interface CompatDependencies
  extends CreateTokensDependencies,
    ApiKeyDependencies,
    RevokeDependencies,
    DeclaringDependencies,
    TokenKeyDependencies,
    ReadTokenDependencies,
    CheckDependencies {
  readonly store: DeclaringDependencies["store"];
  readonly registry: DeclaringDependencies["registry"];
  readonly tokenKeys: TokenKeyDependencies["tokenKeys"];
  readonly signatures: TokenKeyDependencies["signatures"];
  readonly authenticator: Authenticator;
  /** Counts wrong tokens that are sent to routes without a key, per address. */
  readonly guesses: GuessThrottle;
  /** Names an organization where the other system names accounts by a UUID. */
  readonly organizationUuid: (organization: string) => string;
  /** Holds API keys to a rate, by the system and the key's id. */
  readonly callRate: CallRate;
  /** True for a request that a trusted proxy has passed on. */
  readonly trustsPeer: TrustsPeer;
  readonly nowMilliseconds: () => number;
  readonly urls: PublicUrls;
  readonly metrics: Metrics;
}
