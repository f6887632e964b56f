import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { RefuseDelegation } from "../access/refuse-delegation.ts";
import type { Actor } from "../commands/actor.ts";
import type { ApiKeyDependencies } from "../commands/api-keys/api-key-dependencies.ts";
import type { Authenticator } from "../commands/api-keys/authenticate-key.ts";
import type { ObservedOriginHealth } from "../commands/applications/origin-health-view.ts";
import type { CheckDependencies } from "../commands/check-request.ts";
import type { DeclaringDependencies } from "../commands/declaring/dependencies.ts";
import type { EraseUserDependencies } from "../commands/maintenance/erase-user.ts";
import type { Maintenance } from "../commands/maintenance/maintenance.ts";
import type { RetentionDependencies } from "../commands/maintenance/read-retention.ts";
import type { ReadDecisionDependencies } from "../commands/read-decisions.ts";
import type { RevokeDependencies } from "../commands/revocations/revoke.ts";
import type { ServersDependencies } from "../commands/servers/list-servers.ts";
import type { TokenKeyDependencies } from "../commands/token-keys/token-key-dependencies.ts";
import type { CreateTokensDependencies } from "../commands/tokens/create-tokens.ts";
import type { DelegateDependencies } from "../commands/tokens/delegation/delegate-token.ts";
import type { InspectDependencies } from "../commands/tokens/inspecting/inspect-token.ts";
import type { ReadTokenDependencies } from "../commands/tokens/read-tokens.ts";
import type { WebhookDependencies } from "../commands/webhooks/webhook-dependencies.ts";
import type { PublicUrls } from "../lib/public-urls.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** What the routes of API v1 stand on. */
export interface ApiDependencies
  extends CreateTokensDependencies,
    ApiKeyDependencies,
    RevokeDependencies,
    DeclaringDependencies,
    WebhookDependencies,
    TokenKeyDependencies,
    EraseUserDependencies,
    ReadTokenDependencies,
    RetentionDependencies,
    ReadDecisionDependencies,
    CheckDependencies,
    InspectDependencies,
    ServersDependencies,
    DelegateDependencies {
  readonly store: DeclaringDependencies["store"];
  readonly registry: DeclaringDependencies["registry"];
  readonly tokenKeys: TokenKeyDependencies["tokenKeys"];
  readonly signatures: TokenKeyDependencies["signatures"];
  readonly nowMilliseconds: () => number;
  readonly authenticator: Authenticator;
  /** The actor behind a connection on the data folder's own socket, which only its owner can open. */
  readonly localActor: (socket: Socket) => Actor | undefined;
  /** Writes down that a token was not handed on. */
  readonly refuseDelegation: RefuseDelegation;
  readonly urls: PublicUrls;
  readonly maintenance: Maintenance;
  /** How an application's origin has answered; undefined: it was not asked since it was opened. */
  readonly originHealth: (applicationName: string) => ObservedOriginHealth | undefined;
  readonly metrics: Metrics;
  readonly version: string;
  /** Drawn at each start, so that two servers can be told apart. */
  readonly instance: string;
}

/** The framework with zod as its type provider. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** One group of routes: adds itself to the server it is given. */
export type Routes = (server: ApiServer, dependencies: ApiDependencies) => void;
