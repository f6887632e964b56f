import type { IncomingMessage, ServerResponse } from "node:http";
import type { DenyReason } from "@sluice/policy";
import type { RefusalAnswer } from "../access/refusal-answer.ts";
import { type RefusalBody, refusalBody } from "../access/refusal-body.ts";
import { wantsPage } from "../http/wants-page.ts";
import { manifestHeaders } from "./reply-headers.ts";

/** Draws the page that a person sees instead of JSON; comes from the pages' own door. */
export type RefusalPage = (refusal: { reason: DenyReason; ref: string }) => {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** What another system says of a refusal: its status, and its words for programs. */
export type RefusalDialect = (reason: DenyReason) => { readonly status: number; readonly text: string };

export interface RefusalToRender {
  readonly reason: DenyReason;
  readonly ref: string;
  /** For a Range beyond the end. */
  readonly totalBytes?: number | undefined;
  /** What the token's issuer wants answered instead. */
  readonly answer?: RefusalAnswer | undefined;
  /** For the next proof of possession (RFC 9449 section 8). */
  readonly proofNonce?: string | undefined;
  /** Default: our own words. */
  readonly dialect?: RefusalDialect | undefined;
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
  if (refusal.answer) {
    renderAnswer(response, refusal.ref, refusal.answer);
    return;
  }
  const body = refusalBody(refusal.reason, refusal.ref);
  const asPage = wantsPage(request.headers) ? page(refusal) : undefined;
  const said = asPage ? undefined : inDialect(request, refusal, body);
  const text = asPage?.body ?? said?.text ?? JSON.stringify(body);
  response.writeHead(said?.status ?? body.status, {
    ...manifestHeaders,
    ...extraHeaders(refusal, body.retry_after),
    "content-type": "application/json",
    ...asPage?.headers,
    ...said?.headers,
    "content-length": Buffer.byteLength(text),
    "sluice-ref": refusal.ref,
  });
  response.end(request.method === "HEAD" ? undefined : text);
}

/** The other system's status and words; our reason in a header, and for whoever takes JSON all of ours beside theirs. */
function inDialect(
  { headers }: IncomingMessage,
  { dialect, reason }: RefusalToRender,
  body: RefusalBody,
): { readonly status: number; readonly text: string; readonly headers: Record<string, string> } | undefined {
  if (!dialect) return undefined;
  const { status, text } = dialect(reason);
  const exposed = `${manifestHeaders["access-control-expose-headers"]}, Sluice-Reason`;
  const told = { "sluice-reason": reason, "access-control-expose-headers": exposed };
  if (headers.accept?.includes("json")) {
    return { status, text: JSON.stringify({ ...body, status, message: text }), headers: told };
  }
  return { status, text, headers: { ...told, "content-type": "text/plain; charset=utf-8" } };
}

/** As the issuer wants it, and our own headers above all: an answer without a body. */
function renderAnswer(response: ServerResponse, ref: string, { status, headers }: RefusalAnswer): void {
  response.writeHead(status, {
    ...Object.fromEntries(headers),
    ...manifestHeaders,
    "content-length": 0,
    "sluice-ref": ref,
  });
  response.end();
}

/** RFC 9449 sections 7.1 and 8. */
function proofHeaders({ reason, proofNonce }: RefusalToRender): Record<string, string> {
  if (reason !== "proof-missing" && reason !== "proof-invalid") return {};
  const algorithms = 'algs="ES256 ES384 PS256 EdDSA"';
  if (proofNonce === undefined) return { "www-authenticate": `DPoP ${algorithms}` };
  const challenge = `DPoP ${algorithms}, error="use_dpop_nonce"`;
  return { "www-authenticate": challenge, "dpop-nonce": proofNonce };
}

function extraHeaders(refusal: RefusalToRender, retryAfter: number | undefined): Record<string, string> {
  const headers: Record<string, string> = proofHeaders(refusal);
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  if (refusal.reason === "token-missing") headers["www-authenticate"] = 'Bearer realm="sluice"';
  if (refusal.reason === "method-not-allowed") headers["allow"] = "GET, HEAD, OPTIONS";
  if (refusal.totalBytes !== undefined) headers["content-range"] = `bytes */${refusal.totalBytes}`;
  return headers;
}
