import { handleInQuery } from "../access/query-credentials.ts";
import { handlesInCookies } from "../access/session-cookie.ts";
import { wantsPage } from "../http/wants-page.ts";
import { readCredential } from "./credential-carriers.ts";
import { answerEntry } from "./entry.ts";
import type { GatewayDependencies, GatewayRequest } from "./gateway-request.ts";
import { type ResourceKind, resourceKind } from "./resource-kind.ts";
import { answerJudged, type Carried, judgeSession } from "./session-request.ts";

/**
 * A request at `/{app}/{stream}/…`: an entry, or, where the application's sessions are carried by cookie or query, one
 * that goes on under the session it carries. An explicit token beats a session at an entry.
 */
export async function enterOrGoOn(dependencies: GatewayDependencies, asked: GatewayRequest): Promise<void> {
  const carried = carriedBy(dependencies, asked);
  const kind = resourceKind(asked.segments.at(-1) ?? "");
  if (carried === undefined || enters(asked, kind)) return answerEntry(dependencies, asked);
  const judged = await judgeSession(dependencies, asked, carried);
  // A session that is over does not matter to a request that brings a good token.
  const mayEnter = isEntry(kind) && credentialOf(asked).kind !== "none";
  if (!judged.continued.ok && mayEnter) return answerEntry(dependencies, asked);
  await answerJudged(dependencies, asked, judged);
}

/** The session that a request for something below a stream carries as its application says; undefined: none. */
function carriedBy({ registry }: GatewayDependencies, asked: GatewayRequest): Carried | undefined {
  const [name = "", ...segments] = asked.segments;
  const application = registry.application(name);
  if (application === undefined || application.carriage === "path") return undefined;
  const by = application.carriage;
  const handles = by === "cookie" ? handlesInCookies(asked.request.headers.cookie) : inQuery(asked);
  if (handles.length === 0) return undefined;
  const found = registry.locate(application, segments);
  return found === undefined || found.rest.length === 0 ? undefined : { by, handles };
}

function inQuery({ query }: GatewayRequest): readonly string[] {
  const handle = handleInQuery(query);
  return handle === undefined ? [] : [handle];
}

/** True for what is an entry whatever session it carries. */
function enters(asked: GatewayRequest, kind: ResourceKind): boolean {
  if (!isEntry(kind)) return false;
  if (wantsPage(asked.request.headers)) return true;
  // Whoever follows the redirect of a file sends his headers again, and would be redirected again.
  return kind === "progressive" ? hasUrlToken(asked) : hasExplicitToken(asked);
}

function isEntry(kind: ResourceKind): boolean {
  return kind === "manifest" || kind === "progressive";
}

function credentialOf({ query, request, pathTokens }: GatewayRequest) {
  return readCredential(query, request.headers, pathTokens);
}

/** Cookies are sent with every request, whoever makes it. */
function hasExplicitToken({ query, request, pathTokens }: GatewayRequest): boolean {
  const { cookie: _, ...headers } = request.headers;
  return readCredential(query, headers, pathTokens).kind !== "none";
}

function hasUrlToken({ query, pathTokens }: GatewayRequest): boolean {
  return readCredential(query, {}, pathTokens).kind !== "none";
}
