import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import type { Continuation, SessionRequest } from "../access/continue-session.ts";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import type { RefuseSession } from "../access/refuse-session.ts";
import type { ClientAddress } from "../http/client-address.ts";
import { preflightHeaders } from "../http/cors.ts";
import type { RequestTarget } from "../http/request-target.ts";
import { normalisePath } from "../lib/path.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { Registry } from "../registry/registry.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { answerEntry } from "./entry.ts";
import type { MediaSource } from "./media-source.ts";
import type { PrepareEntry } from "./prepare-entry.ts";
import { type RefusalPage, renderRefusal } from "./render-refusal.ts";
import { answerSession } from "./session-request.ts";

/** What the gateway stands on. Built once, by compose. */
export interface GatewayDependencies {
  readonly registry: Registry;
  readonly media: MediaSource;
  readonly prepareEntry: PrepareEntry;
  /** checkAccess with its dependencies in place. */
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly continueSession: (request: SessionRequest) => Promise<Continuation>;
  readonly refuseSession: RefuseSession;
  /** Writes down a refusal that no token or session takes part in; answers its reference. */
  readonly refuseRequest: (request: GatewayRequest, reason: DenyReason) => string;
  readonly clientAddress: ClientAddress;
  readonly nowMilliseconds: () => number;
  /** Path of the public URL without its last slash: `/media`, or empty. */
  readonly basePath: string;
  readonly metrics: Metrics;
  readonly refusalPage: RefusalPage;
  /** Answers a person who opens a stream's bare address with the player page. */
  readonly streamPage: (request: GatewayRequest, stream: LocatedStream | undefined) => Promise<void>;
}

/** One request at the gateway, with everything that is fixed when it arrives. */
export interface GatewayRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Decoded and unambiguous. */
  readonly segments: readonly string[];
  readonly query: string;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
}

/** Answers every request whose first path segment is no reserved word: entries, and sessions under `/s/`. */
export type Gateway = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
) => Promise<void>;

export function createGateway(dependencies: GatewayDependencies): Gateway {
  return async (request, response, target) => {
    if (request.method === "OPTIONS") {
      response.writeHead(204, preflightHeaders).end();
      return;
    }
    const path = normalisePath(target.path);
    const gatewayRequest: GatewayRequest = {
      request,
      response,
      segments: path.ok ? withoutPrefix(path.segments) : [],
      query: target.query,
      ip: dependencies.clientAddress(request),
      nowMilliseconds: dependencies.nowMilliseconds(),
    };
    const problem = path.ok ? methodProblem(request.method) : "path-ambiguous";
    if (problem) {
      const ref = dependencies.refuseRequest(gatewayRequest, problem);
      renderRefusal(request, response, { reason: problem, ref }, dependencies.refusalPage);
    } else if (gatewayRequest.segments[0] === "s") await answerSession(dependencies, gatewayRequest);
    else await answerEntry(dependencies, gatewayRequest);
  };
}

/** `/a/{app}/{stream}/…` always reaches the gateway, whatever the application is called. */
function withoutPrefix(segments: readonly string[]): readonly string[] {
  return segments[0] === "a" ? segments.slice(1) : segments;
}

function methodProblem(method: string | undefined): DenyReason | undefined {
  return method === "GET" || method === "HEAD" ? undefined : "method-not-allowed";
}
