import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { denyText } from "@sluice/policy";
import type { Credential } from "../access/credential.ts";
import type { AccessQuestion, Decision, Prepare, Prepared, RequestFacts } from "../access/question.ts";
import { refusalBody } from "../access/refusal-body.ts";
import { corsHeaders } from "../http/cors.ts";
import { wantsPage } from "../http/wants-page.ts";
import { redact } from "../lib/redact.ts";
import type { LocatedStream } from "../registry/application.ts";
import { originAroundPage, type PublicPlace, siteAroundPage } from "./embedding-site.ts";
import { type PageModel, renderPage } from "./page.ts";
import type { PageParameters } from "./page-parameters.ts";
import { pagePolicy, siteLimits } from "./page-policy.ts";
import type { PageTickets } from "./page-ticket.ts";
import { formatsOf } from "./play-formats.ts";
import { assetUrls, CHALLENGE, pageHeaders, sendProgram } from "./refused-page.ts";

export interface StreamPageDependencies {
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly tickets: PageTickets;
  readonly basePath: string;
  readonly place: PublicPlace;
}

/** A person's request for the page of a stream, whatever its address looks like. */
export interface StreamPageRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly credential: Credential;
  /** What the address names; nothing else is told to whom it is refused. */
  readonly named: string;
  /** For the decision's record. */
  readonly recorded: string;
  /** What its player opens: the stream, by the name that it was asked for. */
  readonly asked: string;
  readonly organization: string | undefined;
  readonly stream: LocatedStream | undefined;
  readonly parameters: PageParameters;
  /** True where pages play by themselves unless the address says no; a token that counts waits for a click all the same. */
  readonly autoplays?: boolean | undefined;
  /** For the claims of signed tokens. */
  readonly context: RequestFacts;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
}

/**
 * The player page. Asking for it spends nothing: it only looks whether the token would open the stream, so that
 * a refusal is shown at once. The page itself opens the session, by `POST /s`.
 */
export async function answerStreamPage(
  dependencies: StreamPageDependencies,
  page: StreamPageRequest,
): Promise<void> {
  const decision = await dependencies.checkAccess(questionOf(dependencies, page), preparePage);
  sendDecision(dependencies, page, decision);
}

/** The same page for a refusal that another door has already decided on. */
export function sendDecision(
  dependencies: StreamPageDependencies,
  page: StreamPageRequest,
  decision: Decision<unknown>,
): void {
  const site = siteAroundPage(page.request.headers, dependencies.place);
  const name = decision.allowed ? page.asked : redact(page.named);
  const nowSeconds = Math.floor(page.nowMilliseconds / 1000);
  const ticket = site === undefined ? undefined : dependencies.tickets.issue(site, name, nowSeconds);
  const model = modelOf(dependencies, page, decision, { name, ticket });
  const limits = decision.token ? page.stream?.limits : undefined;
  // Strangers are not told that an application has any.
  const edges = decision.allowed ? page.stream?.application.edgeUrls : undefined;
  if (!decision.allowed && !wantsPage(page.request.headers)) {
    sendProgram(page.response, decision);
    return;
  }
  sendPage(page, decision.allowed ? 200 : denyText(decision.reason).status, model, {
    ...(decision.allowed ? {} : corsHeaders),
    ...(!decision.allowed && decision.reason === "token-missing" ? { "www-authenticate": CHALLENGE } : {}),
    "sluice-ref": decision.ref,
    "content-security-policy": pagePolicy(model.nonce, siteLimits({ token: decision.token, limits }), edges),
  });
}

/** Asks no origin: the page only has to know whether it could play what the stream has. */
async function preparePage(stream: LocatedStream): Promise<Prepared<undefined>> {
  return formatsOf(stream).length === 0 ? { unavailable: "media-not-found" } : { ready: undefined };
}

function questionOf({ place }: StreamPageDependencies, page: StreamPageRequest): AccessQuestion {
  const { headers } = page.request;
  return {
    action: "play",
    door: "page",
    credential: page.credential,
    organization: page.organization,
    client: { ip: page.ip, userAgent: headers["user-agent"], site: siteAroundPage(headers, place) },
    context: page.context,
    locate: () => page.stream,
    asked: page.recorded,
    form: "first",
    mode: "peek",
    nowMilliseconds: page.nowMilliseconds,
  };
}

function modelOf(
  { basePath }: StreamPageDependencies,
  page: StreamPageRequest,
  decision: Decision<unknown>,
  { name, ticket }: { readonly name: string; readonly ticket: string | undefined },
): PageModel {
  const shared = {
    ...assetUrls(basePath),
    ...wishesOf(page, decision),
    stream: name,
    title: name || "Sluice",
    nonce: randomBytes(16).toString("base64"),
    ...(ticket === undefined ? {} : { ticket }),
  };
  // Which formats there are is for who may play: a stranger would learn from it that there is such a stream.
  const formats = page.stream && formatsOf(page.stream);
  if (decision.allowed) {
    const title = page.stream?.facts.stream ?? shared.title;
    const around = originAroundPage(page.request.headers);
    const tokenOrigins = around === undefined ? undefined : [around];
    return { ...shared, title, showsStream: false, formats, tokenOrigins, state: "ready" };
  }
  return { ...shared, state: "refused", refusal: refusalBody(decision.reason, decision.ref) };
}

/** How it begins and plays: as its address says, and by itself only where that takes nothing away. */
function wishesOf({ parameters, autoplays = false }: StreamPageRequest, decision: Decision<unknown>) {
  const counts = isCounted(decision);
  const autoplay = parameters.autoplay ?? (autoplays && decision.allowed && !counts);
  return { ...parameters, autoplay, needsClick: !autoplay && counts };
}

/** True when each session takes something of the token away. */
function isCounted({ token }: Decision<unknown>): boolean {
  const above = token?.ancestors?.flatMap(({ constraints }) => constraints) ?? [];
  return token?.maxUses !== undefined || above.some(({ kind }) => kind === "uses");
}

function sendPage(
  { request, response }: Pick<StreamPageRequest, "request" | "response">,
  status: number,
  model: PageModel,
  headers: Readonly<Record<string, string>>,
): void {
  const html = renderPage(model);
  response.writeHead(status, {
    ...pageHeaders,
    "content-length": Buffer.byteLength(html),
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : html);
}
