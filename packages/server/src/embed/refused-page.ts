import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { denyText } from "@sluice/policy";
import type { Refusal } from "../access/question.ts";
import { refusalBody } from "../access/refusal-body.ts";
import { corsHeaders } from "../http/cors.ts";
import { wantsPage } from "../http/wants-page.ts";
import { renderPage } from "./page.ts";
import { pagePolicy } from "./page-policy.ts";

/** RFC 6750 section 3; browsers ask nobody for a password because of it. */
export const CHALLENGE = 'Bearer realm="sluice"';

/** What every page has: kept by nobody, and its address told to no other site. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "private, no-store",
  "referrer-policy": "strict-origin",
  "x-content-type-options": "nosniff",
} as const;

/** Where a page finds its script. */
export function assetUrls(basePath: string) {
  return { scriptUrl: `${basePath}/player.js` };
}

/** A refusal that no stream takes part in: a page for people, JSON for programs. */
export function sendRefused(
  basePath: string,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  refusal: Pick<Refusal, "reason" | "ref">,
): void {
  if (!wantsPage(request.headers)) {
    sendProgram(response, refusal);
    return;
  }
  const { body, headers } = refusalPage(basePath, refusal);
  response.writeHead(denyText(refusal.reason).status, {
    ...corsHeaders,
    ...pageHeaders,
    ...headers,
    "content-length": Buffer.byteLength(body),
    "sluice-ref": refusal.ref,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** A program that reads no pages is told why in its own way. */
export function sendProgram(
  response: ServerResponse,
  { reason, ref }: Pick<Refusal, "reason" | "ref">,
): void {
  const body = refusalBody(reason, ref);
  const text = JSON.stringify(body);
  response.writeHead(body.status, {
    ...corsHeaders,
    ...(reason === "token-missing" ? { "www-authenticate": CHALLENGE } : {}),
    ...(body.retry_after === undefined ? {} : { "retry-after": String(body.retry_after) }),
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "private, no-store",
    "sluice-ref": ref,
  });
  response.end(response.req.method === "HEAD" ? undefined : text);
}

/** The page for a refusal anywhere else. */
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
      "content-security-policy": pagePolicy(nonce, []),
    },
  };
}
