import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { denyText, siteOf } from "@sluice/policy";
import type { Credential } from "../access/credential.ts";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import type { LocatedStream } from "../registry/application.ts";
import { type PageModel, renderPage } from "./page.ts";
import type { PageTickets } from "./page-ticket.ts";

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
  readonly asked: string;
  readonly organization: string | undefined;
  readonly stream: LocatedStream | undefined;
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
  const decision = await dependencies.checkAccess(questionOf(page, site), async () => ({ ready: undefined }));
  const nowSeconds = Math.floor(page.nowMilliseconds / 1000);
  const ticket = site === undefined ? undefined : dependencies.tickets.issue(site, page.asked, nowSeconds);
  const model = modelOf(dependencies, page, decision, ticket);
  const status = decision.allowed ? 200 : denyText(decision.reason).status;
  sendPage(page.request, page.response, status, model, {
    "sluice-ref": decision.ref,
    "content-security-policy": contentSecurityPolicy(model.nonce, decision.token?.domains ?? []),
  });
}

/** The page for a refusal anywhere else at the gateway. */
export function refusalPage(
  basePath: string,
  refusal: { readonly reason: Parameters<typeof denyText>[0]; readonly ref: string },
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const nonce = randomBytes(16).toString("base64");
  const { title, detail } = denyText(refusal.reason);
  const body = renderPage({
    ...assetUrls(basePath),
    stream: "",
    title,
    state: "refused",
    refusal: { reason: refusal.reason, title, detail, ref: refusal.ref },
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

function questionOf(page: StreamPageRequest, site: string | undefined): AccessQuestion {
  return {
    action: "play",
    door: "page",
    credential: page.credential,
    organization: page.organization,
    client: { ip: page.ip, userAgent: page.request.headers["user-agent"], site },
    locate: () => page.stream,
    asked: page.asked,
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
  ticket: string | undefined,
): PageModel {
  const parameters = new URLSearchParams(page.query);
  const autoplay = isOn(parameters.get("autoplay"));
  const shared = {
    ...assetUrls(basePath),
    stream: page.asked,
    title: page.stream?.facts.stream ?? "Sluice",
    needsClick: !autoplay && decision.token?.maxUses !== undefined,
    autoplay,
    muted: isOn(parameters.get("muted")),
    nonce: randomBytes(16).toString("base64"),
    ...(ticket === undefined ? {} : { ticket }),
  };
  if (decision.allowed) return { ...shared, state: "ready" };
  const { title, detail } = denyText(decision.reason);
  return {
    ...shared,
    state: "refused",
    refusal: { reason: decision.reason, title, detail, ref: decision.ref },
  };
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
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
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
