import type { Agent } from "undici";
import { egressAgent } from "../../lib/egress.ts";
import { rangeHeader } from "./byte-range.ts";
import { Deadline } from "./deadline.ts";
import { parseEtagList } from "./etag.ts";
import { discard, exchange, type HttpQuestion } from "./http-exchange.ts";
import { replyOfFailure } from "./http-failure.ts";
import { FIRST_BYTE, headOf, isHeadRefused } from "./http-head.ts";
import { placeOf } from "./http-place.ts";
import { replyOf } from "./http-reply.ts";
import { urlBelow } from "./http-url.ts";
import { strongValidator } from "./if-range.ts";
import type { Origin, OriginReply, OriginRequest } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

/** How long an HTTP origin may take, in milliseconds. */
export interface HttpOriginTimeouts {
  /** To accept a connection, name resolution and TLS included. */
  readonly connectMilliseconds: number;
  /** From the request to the head of the answer, redirects included. */
  readonly headersMilliseconds: number;
  /** The same for a blocking playlist reload, which the origin holds on purpose (RFC 8216bis section 6.2.5.2). */
  readonly blockingReloadMilliseconds: number;
  /** Between two pieces of a body. */
  readonly bodyIdleMilliseconds: number;
}

/** Settings of an HTTP origin. */
export interface HttpOriginOptions {
  /** Base URL without query, fragment and credentials; the media's path is put behind it. */
  readonly url: string;
  /** Sent with each request to the base URL's own host, never to one that it redirects to. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Leave for private and loopback addresses. */
  readonly allowPrivate: boolean;
  /** True: a private address written in `url` needs no other leave. */
  readonly byOperator: boolean;
  readonly timeouts?: Partial<HttpOriginTimeouts>;
}

const defaultTimeouts: HttpOriginTimeouts = {
  connectMilliseconds: 3_000,
  headersMilliseconds: 10_000,
  blockingReloadMilliseconds: 30_000,
  bodyIdleMilliseconds: 30_000,
};

const CONNECTION_LIMIT = 256;

/**
 * Media from another HTTP server. It is asked for the path, the query, the range and the validator of the request,
 * with the operator's headers; nothing else of the client reaches it. Bodies are streams, destroyed when `signal`
 * aborts; a caller that does not read one to its end must destroy it. An aborted request is `origin-error`.
 */
export function httpOrigin(options: HttpOriginOptions): Origin {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const agent = egressAgent({
    allowPrivate: options.allowPrivate,
    writtenUrls: options.byOperator ? [options.url] : [],
    connectTimeoutMilliseconds: timeouts.connectMilliseconds,
    connections: CONNECTION_LIMIT,
  });
  return {
    kind: "http",
    open: request => openMedia(agent, { ...options, timeouts }, request),
    close: () => agent.destroy(),
  };
}

async function openMedia(
  agent: Agent,
  options: HttpOriginOptions & { readonly timeouts: HttpOriginTimeouts },
  request: OriginRequest,
): Promise<OriginReply> {
  const url = urlBelow(options.url, request.path, request.query);
  if (url === undefined) return unavailable("media-not-found");
  const deadline = new Deadline(request.signal, headersTimeout(options.timeouts, request.query));
  const question = {
    method: request.method,
    url,
    headers: requestHeaders(request),
    ownHeaders: options.headers ?? {},
    bodyIdleMilliseconds: options.timeouts.bodyIdleMilliseconds,
    signal: deadline.signal,
  };
  try {
    const { reply, url: final } = await deadline.race(ask(agent, question, request));
    return reply.outcome === "media" ? { ...reply, ...placeOf(options.url, { asked: url, final }) } : reply;
  } catch (error) {
    return request.signal.aborted
      ? unavailable("origin-error", "given up by the client")
      : replyOfFailure(error);
  } finally {
    deadline.met();
  }
}

async function ask(
  agent: Agent,
  question: HttpQuestion,
  request: OriginRequest,
): Promise<{ readonly reply: OriginReply; readonly url: URL }> {
  const { response, url } = await exchange(agent, question);
  if (!isHeadRefused(request, response)) return { reply: replyOf(request, response), url };
  discard(response);
  const headers = { ...question.headers, range: FIRST_BYTE };
  const first = await exchange(agent, { ...question, method: "GET", headers });
  return { reply: headOf(request, first.response), url: first.url };
}

function headersTimeout(timeouts: HttpOriginTimeouts, query = ""): number {
  const isBlocking = /(?:^|&)_HLS_msn=/.test(query);
  return isBlocking ? timeouts.blockingReloadMilliseconds : timeouts.headersMilliseconds;
}

/** A validator that matches nothing is not left to the origin: the whole is asked for. */
function rangeHeaders({ method, range, ifRange }: OriginRequest): Record<string, string> {
  const wanted = method === "GET" && range ? rangeHeader(range) : undefined;
  if (wanted === undefined) return {};
  if (ifRange === undefined) return { range: wanted };
  const validator = strongValidator(ifRange);
  return validator === undefined ? {} : { range: wanted, "if-range": validator };
}

function requestHeaders(request: OriginRequest): Record<string, string> {
  const tags = parseEtagList(request.ifNoneMatch ?? "");
  return {
    "accept-encoding": "identity",
    ...rangeHeaders(request),
    ...(tags.length === 0 ? {} : { "if-none-match": tags.join(", ") }),
  };
}
