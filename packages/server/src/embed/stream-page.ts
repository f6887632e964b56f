import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { denyText, siteOf } from "@sluice/policy";
import type { Credential } from "../access/credential.ts";
import type {
  AccessQuestion,
  Decision,
  Prepare,
  Prepared,
  Refusal,
  RequestFacts,
} from "../access/question.ts";
import { refusalBody } from "../access/refusal-body.ts";
import { corsHeaders } from "../http/cors.ts";
import { redact } from "../lib/redact.ts";
import type { LocatedStream } from "../registry/application.ts";
import { type PageModel, renderPage } from "./page.ts";
import type { PageTickets } from "./page-ticket.ts";

/** RFC 6750 section 3; browsers ask nobody for a password because of it. */
const CHALLENGE = 'Bearer realm="sluice"';

export interface StreamPageDependencies {
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly tickets: PageTickets;
  readonly basePath: string;
  readonly publicHost: string;
}

/** A person's request for a stream's bare address. */
export interface StreamPageRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: string;
  readonly credential: Credential;
  /** Decoded path: `demo/clip`, or an entry of it. */
  readonly segments: readonly string[];
  readonly organization: string | undefined;
  readonly stream: LocatedStream | undefined;
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
  const site = embeddingSite(dependencies, page.request);
  const decision = await dependencies.checkAccess(questionOf(page, site), preparePage);
  sendDecision(dependencies, page, decision, site);
}

/** The same page for a refusal that the gateway has already decided on. */
export function answerRefusedPage(
  dependencies: StreamPageDependencies,
  page: StreamPageRequest,
  refusal: Refusal,
): void {
  sendDecision(dependencies, page, refusal, embeddingSite(dependencies, page.request));
}

function sendDecision(
  dependencies: StreamPageDependencies,
  page: StreamPageRequest,
  decision: Decision<unknown>,
  site: string | undefined,
): void {
  const name = shownName(page, decision);
  const nowSeconds = Math.floor(page.nowMilliseconds / 1000);
  const ticket = site === undefined ? undefined : dependencies.tickets.issue(site, name, nowSeconds);
  const model = modelOf(dependencies, page, decision, { name, ticket });
  sendPage(page, decision.allowed ? 200 : denyText(decision.reason).status, model, {
    ...(decision.allowed ? {} : corsHeaders),
    ...(!decision.allowed && decision.reason === "token-missing" ? { "www-authenticate": CHALLENGE } : {}),
    "sluice-ref": decision.ref,
    "content-security-policy": contentSecurityPolicy(model.nonce, decision.token?.domains ?? []),
  });
}

/**
 * The stream's name, as the page calls it. Who is refused is told what the address says and no more: whether there is
 * such a stream, and where its name ends, is not for strangers.
 */
function shownName({ stream, segments }: StreamPageRequest, { allowed }: Decision<unknown>): string {
  if (allowed && stream) return stream.facts.stream;
  const file = segments.length > 2 && isEntryFile(segments.at(-1) ?? "");
  return redact(segments.slice(0, file ? -1 : undefined).join("/"));
}

function isEntryFile(name: string): boolean {
  return /\.[a-z0-9]{2,4}$/i.test(name);
}

/** The page for a refusal anywhere else at the gateway. */
export function refusalPage(
  basePath: string,
  refusal: { readonly reason: Parameters<typeof denyText>[0]; readonly ref: string },
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const nonce = randomBytes(16).toString("base64");
  const shown = refusalBody(refusal.reason, refusal.ref);
  const body = renderPage({
    ...assetUrls(basePath),
    stream: "",
    title: shown.title,
    state: "refused",
    refusal: shown,
    needsClick: true,
    autoplay: false,
    muted: false,
    nonce,
  });
  return {
    body,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(nonce, []),
    },
  };
}

/** Asks no origin: the page only has to know whether it could play what the stream has. */
async function preparePage(stream: LocatedStream): Promise<Prepared<undefined>> {
  return playableFormat(stream) === undefined ? { unavailable: "media-not-found" } : { ready: undefined };
}

function questionOf(page: StreamPageRequest, site: string | undefined): AccessQuestion {
  return {
    action: "play",
    door: "page",
    credential: page.credential,
    organization: page.organization,
    client: { ip: page.ip, userAgent: page.request.headers["user-agent"], site },
    context: page.context,
    locate: () => page.stream,
    asked: page.stream?.facts.stream ?? page.segments.join("/"),
    form: "first",
    mode: "peek",
    nowMilliseconds: page.nowMilliseconds,
  };
}

/** Who shows the page: the framing site by its Referer; our own host when it is opened by itself. */
function embeddingSite({ publicHost }: StreamPageDependencies, request: IncomingMessage): string | undefined {
  if (request.headers["sec-fetch-dest"] === "iframe") return siteOf(request.headers.referer);
  return publicHost;
}

function modelOf(
  { basePath }: StreamPageDependencies,
  page: StreamPageRequest,
  decision: Decision<unknown>,
  { name, ticket }: { readonly name: string; readonly ticket: string | undefined },
): PageModel {
  const parameters = new URLSearchParams(page.query);
  const autoplay = isOn(parameters.get("autoplay"));
  const shared = {
    ...assetUrls(basePath),
    stream: name,
    title: name || "Sluice",
    needsClick: !autoplay && decision.token?.maxUses !== undefined,
    autoplay,
    muted: isOn(parameters.get("muted")),
    nonce: randomBytes(16).toString("base64"),
    ...(ticket === undefined ? {} : { ticket }),
  };
  // Which formats there are is for who may play: a stranger would learn from it that there is such a stream.
  const format = page.stream && playableFormat(page.stream);
  if (decision.allowed) return { ...shared, format, state: "ready" };
  return { ...shared, state: "refused", refusal: refusalBody(decision.reason, decision.ref) };
}

/** What the page's player can play of a stream; undefined when there is nothing for it. */
export function playableFormat({ entries }: LocatedStream): "hls" | "mp4" | undefined {
  if (entries.hls !== undefined) return "hls";
  return entries.mp4 === undefined ? undefined : "mp4";
}

function assetUrls(basePath: string) {
  return { scriptUrl: `${basePath}/player.js` };
}

function isOn(value: string | null): boolean {
  return value === "1" || value === "true";
}

function contentSecurityPolicy(nonce: string, domains: readonly string[]): string {
  const ancestors =
    domains.length === 0
      ? "*"
      : ["'self'", ...domains.flatMap(domain => [`https://${domain}:*`, `http://${domain}:*`])].join(" ");
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}

function sendPage(
  { request, response }: Pick<StreamPageRequest, "request" | "response">,
  status: number,
  model: PageModel,
  headers: Readonly<Record<string, string>>,
): void {
  const html = renderPage(model);
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(html),
    "cache-control": "private, no-store",
    "referrer-policy": "strict-origin",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : html);
}
