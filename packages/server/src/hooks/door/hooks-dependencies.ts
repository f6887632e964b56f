import type { DenyReason } from "@sluice/policy";
import type { ContinueSession } from "../../access/continue-session.ts";
import type { AccessQuestion, Decision, Prepare } from "../../access/question.ts";
import type { BareRequest } from "../../access/refuse-request.ts";
import type { RefuseSession } from "../../access/refuse-session.ts";
import type { ObserveRequest } from "../../access/request-facts.ts";
import type { StandingSessions } from "../../access/standing-sessions.ts";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { ClientAddress } from "../../http/client-address.ts";
import type { GuessThrottle } from "../../lib/guess-throttle.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Connections } from "../../sessions/connections.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { MediaServerHook } from "../media-server-hook.ts";

/** What the hooks stand on. Built once, by compose. */
export interface HooksDependencies {
  readonly hooks: readonly MediaServerHook[];
  readonly servers: readonly MediaServerSettings[];
  readonly registry: Pick<Registry, "application" | "locate">;
  /** checkAccess with its dependencies in place. */
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly sessions: Pick<SessionTable, "end">;
  readonly connections: Connections;
  /** For servers that ask about each resource. */
  readonly standing: StandingSessions;
  /** For the same servers: judges a request under its session. */
  readonly continueSession: ContinueSession;
  readonly refuseSession: RefuseSession;
  /** Writes down a refusal that no token or session takes part in; answers its reference. */
  readonly refuseRequest: (request: BareRequest, reason: DenyReason) => string;
  readonly clientAddress: ClientAddress;
  readonly observe: ObserveRequest;
  /** Of wrong secrets in addresses. */
  readonly throttle: GuessThrottle;
  /** True when a server's own list has the stream, published by a client or fetched by itself; undefined: not told. */
  readonly isPublishedElsewhere: (stream: string) => boolean | undefined;
  /** True when nothing is heard of a server's connections by its list: it has none, or it cannot be read. */
  readonly isListLost: (server: string) => boolean;
  readonly drawConnectionId: () => string;
  readonly nowMilliseconds: () => number;
  /** Hears of what went wrong behind an answer. */
  readonly fault: (error: unknown) => void;
}
