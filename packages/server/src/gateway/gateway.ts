import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import { takePathTokens } from "../access/path-tokens.ts";
import { preflightHeaders } from "../http/cors.ts";
import type { RequestTarget } from "../http/request-target.ts";
import { type NormalisedPath, normalisePath } from "../lib/path.ts";
import { enterOrGoOn } from "./enter-or-go-on.ts";
import type { GatewayDependencies, GatewayRequest } from "./gateway-request.ts";
import { renderRefusal } from "./render-refusal.ts";
import { createSessionAddresses } from "./session-addresses.ts";
import { answerSession } from "./session-request.ts";

/** Answers every request whose first path segment is no reserved word: entries, and sessions under `/s/`. */
export type Gateway = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
) => Promise<void>;

export function createGateway(dependencies: GatewayDependencies): Gateway {
  const readSessionAddress = createSessionAddresses();
  return async (request, response, target) => {
    const session = readSessionAddress(target.path);
    if (session && methodProblem(request.method) === undefined) {
      const { handle, segments, trailingSlash } = session;
      const asked: GatewayRequest = {
        request,
        response,
        segments,
        trailingSlash,
        pathTokens: [],
        query: target.query,
        ip: dependencies.clientAddress(request),
        nowMilliseconds: dependencies.nowMilliseconds(),
      };
      return answerSession(dependencies, asked, { by: "path", handles: [handle] });
    }
    if (request.method === "OPTIONS") {
      response.writeHead(204, preflightHeaders).end();
      return;
    }
    const path = normalisePath(target.path);
    const gatewayRequest: GatewayRequest = {
      request,
      response,
      ...addressOf(dependencies, path),
      query: target.query,
      ip: dependencies.clientAddress(request),
      nowMilliseconds: dependencies.nowMilliseconds(),
    };
    const problem = path.ok ? methodProblem(request.method) : "path-ambiguous";
    if (problem) {
      const ref = dependencies.refuseRequest(gatewayRequest, problem);
      renderRefusal(request, response, { reason: problem, ref }, dependencies.refusalPage);
    } else if (path.ok && path.segments[0] === "s") {
      const [, handle = "", ...segments] = gatewayRequest.segments;
      await answerSession(dependencies, { ...gatewayRequest, segments }, { by: "path", handles: [handle] });
    } else await enterOrGoOn(dependencies, gatewayRequest);
  };
}

/** What the path names, and the tokens that it carries. */
function addressOf(
  { registry }: GatewayDependencies,
  path: NormalisedPath,
): Pick<GatewayRequest, "segments" | "trailingSlash" | "pathTokens"> {
  if (!path.ok) return { segments: [], trailingSlash: false, pathTokens: [] };
  const isName = (segment: string) => registry.application(segment) !== undefined;
  const { segments, tokens } = takePathTokens(withoutPrefix(path.segments), isName);
  return { segments, trailingSlash: path.trailingSlash, pathTokens: tokens };
}

/** `/a/{app}/{stream}/…` always reaches the gateway, whatever the application is called. */
function withoutPrefix(segments: readonly string[]): readonly string[] {
  return segments[0] === "a" ? segments.slice(1) : segments;
}

function methodProblem(method: string | undefined): DenyReason | undefined {
  return method === "GET" || method === "HEAD" ? undefined : "method-not-allowed";
}
