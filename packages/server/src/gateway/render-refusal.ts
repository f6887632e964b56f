import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import { refusalBody } from "../access/refusal-body.ts";
import { wantsPage } from "../http/wants-page.ts";
import { manifestHeaders } from "./reply-headers.ts";

/** Draws the page that a person sees instead of JSON; comes from the pages' own door. */
export type RefusalPage = (refusal: { reason: DenyReason; ref: string }) => {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

export interface RefusalToRender {
  readonly reason: DenyReason;
  readonly ref: string;
  /** For a Range beyond the end. */
  readonly totalBytes?: number | undefined;
}

/** Step 8 of the flow at the gateway: a page for people, JSON for programs, CORS and the reference always. */
export function renderRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: RefusalToRender,
  page: RefusalPage,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = refusalBody(refusal.reason, refusal.ref);
  const asPage = wantsPage(request.headers) ? page(refusal) : undefined;
  const text = asPage?.body ?? JSON.stringify(body);
  response.writeHead(body.status, {
    ...manifestHeaders,
    ...extraHeaders(refusal, body.retry_after),
    "content-type": "application/json",
    ...asPage?.headers,
    "content-length": Buffer.byteLength(text),
    "sluice-ref": refusal.ref,
  });
  response.end(request.method === "HEAD" ? undefined : text);
}

function extraHeaders(refusal: RefusalToRender, retryAfter: number | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  if (refusal.reason === "token-missing") headers["www-authenticate"] = 'Bearer realm="sluice"';
  if (refusal.reason === "method-not-allowed") headers["allow"] = "GET, HEAD, OPTIONS";
  if (refusal.totalBytes !== undefined) headers["content-range"] = `bytes */${refusal.totalBytes}`;
  return headers;
}
