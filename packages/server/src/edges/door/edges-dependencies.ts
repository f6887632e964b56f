import type { IncomingHttpHeaders } from "node:http";
import type { DenyReason } from "@sluice/policy";
import type { Secret } from "@sluice/token";
import type { ContinueSession } from "../../access/continue-session.ts";
import type { Credential } from "../../access/credential.ts";
import type { AccessQuestion, Decision, Prepare } from "../../access/question.ts";
import type { BareRequest } from "../../access/refuse-request.ts";
import type { RefuseSession } from "../../access/refuse-session.ts";
import type { ObserveRequest } from "../../access/request-facts.ts";
import type { StandingSessions } from "../../access/standing-sessions.ts";
import type { WebEdgeSettings } from "../../declarations/web-edge.ts";
import type { Registry } from "../../registry/registry.ts";
import type { WebEdge } from "../web-edge.ts";
import type { LastEdgeQuestions } from "./last-questions.ts";

/** What the edges stand on. Built once, by compose. */
export interface EdgesDependencies {
  readonly edges: readonly WebEdge[];
  /** One of each kind that may ask. */
  readonly settings: readonly WebEdgeSettings[];
  readonly registry: Pick<Registry, "application" | "locate">;
  /** checkAccess with its dependencies in place. */
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly continueSession: ContinueSession;
  readonly refuseSession: RefuseSession;
  /** Writes down a refusal that no token or session takes part in; answers its reference. */
  readonly refuseRequest: (request: BareRequest, reason: DenyReason) => string;
  readonly standing: StandingSessions;
  readonly observe: ObserveRequest;
  /** As the gateway reads it: path, query and headers before cookies. */
  readonly readCredential: (
    query: string,
    headers: IncomingHttpHeaders,
    inPath: readonly Secret[],
  ) => Credential;
  /** As the gateway tells it, by the extension. */
  readonly resourceKind: (path: string) => "manifest" | "companion" | "progressive" | "media";
  readonly nowMilliseconds: () => number;
  /** Keeps what was asked, for whoever connects the web server. */
  readonly noteQuestion?: LastEdgeQuestions["note"] | undefined;
  /** Hears of what went wrong behind an answer. */
  readonly fault: (error: unknown) => void;
}
