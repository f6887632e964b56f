import type { Agent } from "undici";
import { egressAgent } from "../../lib/egress.ts";
import { rangeHeader } from "./byte-range.ts";
import { parseEtagList } from "./etag.ts";
import { exchange, type HttpQuestion } from "./http-exchange.ts";
import { replyOfFailure } from "./http-failure.ts";
import { FIRST_BYTE, headOf, isHeadRefused } from "./http-head.ts";
import { placeOf } from "./http-place.ts";
import { replyOf } from "./http-reply.ts";
import { discard, type HttpResponse } from "./http-response.ts";
import { baseUrl, createUrlsBelow } from "./http-url.ts";
import { isOtherPiece, strongValidator } from "./if-range.ts";
import type { ByteRange, Origin, OriginReply, OriginRequest } from "./origin.ts";
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

/** An origin that is asked over HTTP, whatever it is there. */
export interface RemoteOriginOptions {
  readonly kind: string;
  /** Base URL without query, fragment and credentials; the media's path is put behind it. */
  readonly base: string;
  /** What Sluice proves itself by, for one request: sent to the base URL's own host alone. */
  readonly ownHeaders: (method: "GET" | "HEAD", url: URL) => Readonly<Record<string, string>>;
  /** Writes one segment of a path; default: as servers like it. */
  readonly encodeSegment?: (segment: string) => string;
  /** Whether the client's query is passed on. */
  readonly passesQuery: boolean;
  /** How many redirects are followed; default 3. */
  readonly redirectLimit?: number;
  /** What a refusal's body tells the operator: a code, never a text of the origin's. It may read the body. */
  readonly explain?: (response: HttpResponse) => Promise<string | undefined>;
  /** Leave for private and loopback addresses. */
  readonly allowPrivate: boolean;
  /** True: a private address written in `base` needs no other leave. */
  readonly byOperator: boolean;
  readonly timeouts?: Partial<HttpOriginTimeouts> | undefined;
}

const defaultTimeouts: HttpOriginTimeouts = {
  connectMilliseconds: 3_000,
  headersMilliseconds: 10_000,
  blockingReloadMilliseconds: 30_000,
  bodyIdleMilliseconds: 30_000,
};

const CONNECTION_LIMIT = 256;

/**
 * Media over HTTP. The origin is asked for the path, the range and the validator of the request; nothing else of the
 * client reaches it, but for the query where it is passed on. Bodies are streams, destroyed when `signal` aborts; a
 * caller that does not read one to its end must destroy it. An aborted request is `origin-error`. Connections are kept.
 */
export function remoteOrigin(options: RemoteOriginOptions): Origin {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const agent = egressAgent({
    allowPrivate: options.allowPrivate,
    writtenUrls: options.byOperator ? [options.base] : [],
    connectTimeoutMilliseconds: timeouts.connectMilliseconds,
    connections: CONNECTION_LIMIT,
  });
  const urlOf = createUrlsBelow(baseUrl(options.base), options.encodeSegment);
  const asking = { agent, options, timeouts, urlOf };
  return {
    kind: options.kind,
    open: request => openMedia(asking, request),
    close: () => agent.destroy(),
  };
}

/** What stays the same for all requests. */
interface Asking {
  readonly agent: Agent;
  readonly options: RemoteOriginOptions;
  readonly timeouts: HttpOriginTimeouts;
  readonly urlOf: ReturnType<typeof createUrlsBelow>;
}

async function openMedia(asking: Asking, request: OriginRequest): Promise<OriginReply> {
  const { options, timeouts, urlOf } = asking;
  const query = options.passesQuery ? request.query : undefined;
  const url = urlOf(request.path, query);
  if (url === undefined) return unavailable("media-not-found");
  const headUntilMilliseconds = performance.now() + headersTimeout(timeouts, query);
  try {
    const { reply, url: final } = await ask(asking, request, { url, headUntilMilliseconds });
    if (final === url || reply.outcome === "unavailable") return reply;
    return { ...reply, ...placeOf(options.base, { asked: url, final }) };
  } catch (error) {
    return request.signal.aborted
      ? unavailable("origin-error", "given up by the client")
      : replyOfFailure(error);
  }
}

interface Aim {
  readonly url: URL;
  readonly headUntilMilliseconds: number;
}

interface Answered {
  readonly reply: OriginReply;
  readonly url: URL;
}

async function ask(asking: Asking, request: OriginRequest, aim: Aim): Promise<Answered> {
  const { agent, options } = asking;
  const question = questionOf(asking, request, aim);
  const { response, url } = await exchange(agent, question);
  if (!isHeadRefused(request, response)) {
    const code = isError(response) ? await options.explain?.(response) : undefined;
    const reply = explained(replyOf(request, response), code);
    if (!isOfOtherPiece(request, reply)) return { reply, url };
    // The origin takes no notice of If-Range: parts of two versions would make a file of neither.
    discard(response);
    return ask(asking, { ...request, range: undefined, ifRange: undefined }, aim);
  }
  discard(response);
  const headers = { ...question.headers, range: FIRST_BYTE };
  const first = await exchange(agent, { ...question, method: "GET", headers });
  const code = isError(first.response) ? await options.explain?.(first.response) : undefined;
  return { reply: explained(headOf(request, first.response), code), url: first.url };
}

function questionOf({ options, timeouts }: Asking, request: OriginRequest, aim: Aim): HttpQuestion {
  return {
    method: request.method,
    url: aim.url,
    headers: requestHeaders(request),
    ownHeaders: method => options.ownHeaders(method, aim.url),
    redirectLimit: options.redirectLimit,
    bodyIdleMilliseconds: timeouts.bodyIdleMilliseconds,
    headUntilMilliseconds: aim.headUntilMilliseconds,
    signal: request.signal,
  };
}

function isError({ statusCode }: HttpResponse): boolean {
  return statusCode >= 300 && statusCode !== 304 && statusCode !== 416;
}

/** Of an answer that is an error, the origin's own code stands behind what there is to say. */
function explained(reply: OriginReply, code: string | undefined): OriginReply {
  if (code === undefined || reply.outcome === "media") return reply;
  return { ...reply, detail: [reply.detail, code].join(" ").trim() };
}

function isOfOtherPiece({ ifRange }: OriginRequest, reply: OriginReply): boolean {
  return reply.outcome === "media" && reply.status === 206 && isOtherPiece(ifRange, reply);
}

function headersTimeout(timeouts: HttpOriginTimeouts, query = ""): number {
  const isBlocking = /(?:^|&)_HLS_msn=/.test(query);
  return isBlocking ? timeouts.blockingReloadMilliseconds : timeouts.headersMilliseconds;
}

function requestHeaders(request: OriginRequest): Record<string, string> {
  const { method, range, ifNoneMatch } = request;
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (method === "GET" && range !== undefined) addRange(headers, range, request.ifRange);
  const tags = ifNoneMatch === undefined ? [] : parseEtagList(ifNoneMatch);
  if (tags.length > 0) headers["if-none-match"] = tags.join(", ");
  return headers;
}

/** A validator that matches nothing is not left to the origin: the whole is asked for. */
function addRange(headers: Record<string, string>, range: ByteRange, ifRange: string | undefined): void {
  const wanted = rangeHeader(range);
  const validator = ifRange === undefined ? undefined : strongValidator(ifRange);
  if (wanted === undefined || (ifRange !== undefined && validator === undefined)) return;
  headers["range"] = wanted;
  if (validator !== undefined) headers["if-range"] = validator;
}
