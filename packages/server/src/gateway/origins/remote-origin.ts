import type { Agent, Dispatcher } from "undici";
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
import { isOtherPiece, strongValidator } from "./if-range.ts";
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
  readonly explain?: (response: Dispatcher.ResponseData) => Promise<string | undefined>;
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
  return {
    kind: options.kind,
    open: request => openMedia(agent, { ...options, timeouts }, request),
    close: () => agent.destroy(),
  };
}

type SetOptions = RemoteOriginOptions & { readonly timeouts: HttpOriginTimeouts };

async function openMedia(agent: Agent, options: SetOptions, request: OriginRequest): Promise<OriginReply> {
  const { base, timeouts } = options;
  const query = options.passesQuery ? request.query : undefined;
  const url = urlBelow(base, request.path, query, options.encodeSegment);
  if (url === undefined) return unavailable("media-not-found");
  const deadline = new Deadline(request.signal, headersTimeout(timeouts, query));
  const asking = { agent, options, url, signal: deadline.signal };
  try {
    const { reply, url: final } = await deadline.race(ask(asking, request));
    return reply.outcome === "media" ? { ...reply, ...placeOf(base, { asked: url, final }) } : reply;
  } catch (error) {
    return request.signal.aborted
      ? unavailable("origin-error", "given up by the client")
      : replyOfFailure(error);
  } finally {
    deadline.met();
  }
}

interface Asking {
  readonly agent: Agent;
  readonly options: SetOptions;
  readonly url: URL;
  readonly signal: AbortSignal;
}

interface Answered {
  readonly reply: OriginReply;
  readonly url: URL;
}

async function ask(asking: Asking, request: OriginRequest): Promise<Answered> {
  const { agent, options } = asking;
  const question = questionOf(asking, request);
  const { response, url } = await exchange(agent, question);
  if (!isHeadRefused(request, response)) {
    const reply = await explained(options, response, () => replyOf(request, response));
    if (!isOfOtherPiece(request, reply)) return { reply, url };
    // The origin takes no notice of If-Range: parts of two versions would make a file of neither.
    discard(response);
    return ask(asking, { ...request, range: undefined, ifRange: undefined });
  }
  discard(response);
  const headers = { ...question.headers, range: FIRST_BYTE };
  const first = await exchange(agent, { ...question, method: "GET", headers });
  const reply = await explained(options, first.response, () => headOf(request, first.response));
  return { reply, url: first.url };
}

function questionOf({ options, url, signal }: Asking, request: OriginRequest): HttpQuestion {
  return {
    method: request.method,
    url,
    headers: requestHeaders(request),
    ownHeaders: method => options.ownHeaders(method, url),
    ...(options.redirectLimit === undefined ? {} : { redirectLimit: options.redirectLimit }),
    bodyIdleMilliseconds: options.timeouts.bodyIdleMilliseconds,
    signal,
  };
}

/** Of an answer that is an error, the origin's own code stands behind what there is to say. */
async function explained(
  { explain }: SetOptions,
  response: Dispatcher.ResponseData,
  judge: () => OriginReply,
): Promise<OriginReply> {
  const isError = response.statusCode >= 300 && ![304, 416].includes(response.statusCode);
  const code = isError ? await explain?.(response) : undefined;
  const reply = judge();
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
