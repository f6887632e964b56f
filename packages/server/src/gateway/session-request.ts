import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { EndReason } from "@sluice/policy";
import type { Continuation, SessionRequest } from "../access/continue-session.ts";
import { reasonOfEnd } from "../access/end-reasons.ts";
import { paceDelay } from "../access/pace.ts";
import { queryUnderSession } from "../access/query-credentials.ts";
import type { RequestFacts } from "../access/question.ts";
import type { SessionLimits } from "../access/session-limits.ts";
import type { Carriage } from "../declarations/declaration.ts";
import { resetConnection } from "../http/reset-connection.ts";
import { asAbortSignal, Departure, type LeaveSignal } from "../lib/departure.ts";
import type { Application } from "../registry/application.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import { accelRedirect, handedBytes, handOver } from "./accel-redirect.ts";
import { sessionManifest } from "./bootstrap.ts";
import { deliver } from "./deliver.ts";
import { contentDisposition, wantsDownload } from "./download.ts";
import type { GatewayDependencies, GatewayRequest } from "./gateway-request.ts";
import { nameAddress } from "./named-address.ts";
import { originQuery, withoutPlayerReport } from "./origin-query.ts";
import type { Origin, OriginMedia, OriginRequest } from "./origins/origin.ts";
import { parseRange } from "./range.ts";
import { renderRefusal } from "./render-refusal.ts";
import { isLimited, judgeManifest, judgeMedia } from "./renditions/under-session.ts";
import { manifestHeaders } from "./reply-headers.ts";
import { isManifestType, resourceKind } from "./resource-kind.ts";
import { sendKept } from "./send-kept.ts";
import { sessionPlace } from "./session-place.ts";

type Refused = Extract<Continuation, { ok: false }>;

/** What a request goes on under. */
export interface Carried {
  readonly by: Carriage;
  /** Of several, which cookies of nested streams are, the first one that holds decides. */
  readonly handles: readonly string[];
}

/** What the session of a request says to it. */
export interface JudgedRequest {
  readonly by: Carriage;
  readonly request: SessionRequest;
  readonly continued: Continuation;
}

/** A request under a session, its segments those of `{app}/{stream}/…`. The handle is the only credential; others are not read. */
export async function answerSession(
  dependencies: GatewayDependencies,
  asked: GatewayRequest,
  carried: Carried,
): Promise<void> {
  const judged = judgeSession(dependencies, asked, carried);
  await answerJudged(dependencies, asked, judged instanceof Promise ? await judged : judged);
}

/** Judges a request by the session that it carries; writes nothing down. */
export function judgeSession(
  dependencies: GatewayDependencies,
  asked: GatewayRequest,
  { by, handles }: Carried,
): JudgedRequest | Promise<JudgedRequest> {
  const [first = "", ...others] = handles;
  const request = sessionRequest(dependencies, asked, first);
  const continued = dependencies.continueSession(request);
  if (continued instanceof Promise || others.length > 0) {
    return judgeOthers(dependencies, { by, request, continued }, others);
  }
  return { by, request, continued };
}

async function judgeOthers(
  dependencies: GatewayDependencies,
  { by, request, continued }: Pick<JudgedRequest, "by" | "request"> & { readonly continued: Answer },
  others: readonly string[],
): Promise<JudgedRequest> {
  const judged = { by, request, continued: await continued };
  for (const handle of judged.continued.ok ? [] : others) {
    const next = { ...request, handle };
    const again = await dependencies.continueSession(next);
    if (again.ok) return { by, request: next, continued: again };
  }
  return judged;
}

type Answer = ReturnType<GatewayDependencies["continueSession"]>;

/** Answers a request as it was judged. */
export async function answerJudged(
  dependencies: GatewayDependencies,
  asked: GatewayRequest,
  { by, request, continued }: JudgedRequest,
): Promise<void> {
  if (!continued.ok) return refuse(dependencies, asked, request, continued);
  const { session, limits } = continued;
  const path = nameAddress(dependencies.registry, asked.segments).innerPath;
  if (request.resource === "media" && isLimited(limits)) {
    const reason = await judgeMedia(dependencies, { session, path, query: asked.query, limits });
    if (reason) return refuse(dependencies, asked, request, { ok: false, reason, session });
  }
  if (request.resource === "media" && sendKept(dependencies, asked, { path, session })) return;
  await serve(dependencies, { asked, path, by, limits }, request, session);
}

function sessionRequest(
  dependencies: GatewayDependencies,
  asked: GatewayRequest,
  handle: string,
): SessionRequest {
  const { path, resource, stream, limits } = nameAddress(dependencies.registry, asked.segments);
  return {
    handle,
    stream,
    resource,
    path,
    context: observe(dependencies, asked),
    client: { ip: asked.ip, userAgent: asked.request.headers["user-agent"], site: undefined },
    limits,
    nowMilliseconds: asked.nowMilliseconds,
  };
}

/** Named one by one: a spread of the request makes objects that the collector takes five times as long for. */
function observe(dependencies: GatewayDependencies, asked: GatewayRequest): RequestFacts {
  const { request, segments, trailingSlash, query, ip } = asked;
  const { method, headers } = request;
  const connection = dependencies.proxyFacts(request);
  return dependencies.observe({ segments, trailingSlash, query, method, headers, ip, connection });
}

/** A request that its session lets go on. */
interface Admitted {
  readonly asked: GatewayRequest;
  /** Below the application's root: `clip/v0/seg-1.m4s`. */
  readonly path: string;
  readonly by: Carriage;
  readonly limits: SessionLimits;
}

/** Fetches from the origin and sends, for as long as the session lives. */
async function serve(
  dependencies: GatewayDependencies,
  { asked, path, by, limits }: Admitted,
  request: SessionRequest,
  session: LiveSession,
): Promise<void> {
  const { response } = asked;
  const application = dependencies.registry.application(session.record.application);
  const origin = application && dependencies.media.of(application);
  if (!origin) return refuse(dependencies, asked, request, { ok: false, reason: "stream-offline", session });
  const departure = new Departure();
  const close = (reason: EndReason): void => {
    departure.abort();
    if (response.headersSent) cutOff(response);
    // A request that is still blocked at the origin is told why, instead of being cut.
    else refuse(dependencies, asked, request, { ok: false, reason: reasonOfEnd[reason], session });
  };
  if (session.ended) return close(session.ended);
  // The viewer may have left while the session was judged; what is never closed would keep the session alive.
  if (response.destroyed) return;
  session.closers.add(close);
  const done = (): void => {
    session.closers.delete(close);
    // Of an answer that went out whole nothing is left to give up, and an abort makes an error each time.
    if (!response.writableFinished) departure.abort();
  };
  response.once("close", done);
  const exchange = { asked, path, by, limits, application, origin, signal: departure };
  if (request.resource === "manifest") await sendManifest(dependencies, exchange, request, session);
  else await sendMedia(dependencies, exchange, request, session);
}

/**
 * Ends a response in the middle. Over TCP by a reset: after an ordinary close, the megabytes in the kernel's send
 * buffer would still play for a slow reader.
 */
function cutOff(response: ServerResponse): void {
  const { socket } = response;
  if (socket === null) response.destroy();
  else resetConnection(socket);
}

interface Exchange extends Admitted {
  readonly application: Application;
  readonly origin: Origin;
  readonly signal: LeaveSignal;
}

async function sendManifest(
  dependencies: GatewayDependencies,
  exchange: Exchange,
  request: SessionRequest,
  session: LiveSession,
): Promise<void> {
  const { asked, application, origin, path, signal, limits } = exchange;
  const { response } = asked;
  const query = withoutPlayerReport(queryUnderSession(asked.query));
  const reply = await dependencies.readManifestOnce(origin, application.name, { path, query, signal });
  if (isOver(response)) return;
  if ("unavailable" in reply) {
    return refuse(dependencies, asked, request, {
      ok: false,
      reason: reply.unavailable,
      detail: reply.detail,
      session,
    });
  }
  const opened = isLimited(limits)
    ? await judgeManifest(dependencies, { session, path, query: asked.query, limits }, reply.manifest)
    : { keep: undefined };
  if (isOver(response)) return;
  if (opened === "refused") {
    return refuse(dependencies, asked, request, { ok: false, reason: "rendition-not-allowed", session });
  }
  const text = sessionManifest(reply.manifest, {
    ...sessionPlace(dependencies, application, { session, by: exchange.by }),
    keep: opened.keep,
    manifestPath: reply.manifest.path,
  });
  const length = Buffer.byteLength(text);
  const type = reply.manifest.kind.contentType;
  response.writeHead(200, { ...manifestHeaders, "content-type": type, "content-length": length });
  response.end(asked.request.method === "HEAD" ? undefined : text);
  countBytes(dependencies.metrics, session, length);
  dependencies.metrics.gatewayRequests.inc({ kind: "manifest", status: "200" });
}

async function sendMedia(
  dependencies: GatewayDependencies,
  exchange: Exchange,
  request: SessionRequest,
  session: LiveSession,
): Promise<void> {
  const { asked, path, signal } = exchange;
  const { response } = asked;
  const { metrics, trustsPeer } = dependencies;
  const isHead = asked.request.method === "HEAD";
  const handedTo = accelRedirect(exchange.application, path, { request: asked.request, trustsPeer });
  const reply = await exchange.origin.open(originRequest(exchange, handedTo !== undefined));
  if (reply.outcome === "unavailable") {
    if (isOver(response)) return;
    const { reason, detail, totalBytes } = reply;
    return refuse(dependencies, asked, request, { ok: false, reason, detail, session }, totalBytes);
  }
  if (isManifestType(reply.contentType)) {
    letGo(reply);
    return sendUnnamedManifest(dependencies, exchange, request, session);
  }
  const bytes = expectedBytes(asked, reply, handedTo !== undefined);
  const wait = isHead ? 0 : paceDelay(session, bytes, dependencies.nowMilliseconds());
  // Ends early when the session or the viewer is gone; what follows notices.
  if (wait !== "too-fast" && wait > 0)
    await setTimeout(wait, undefined, { signal: asAbortSignal(signal) }).catch(() => undefined);
  if (isOver(response) || wait === "too-fast") {
    letGo(reply);
    if (isOver(response)) return;
    return refuse(dependencies, asked, request, { ok: false, reason: "too-many-requests", session });
  }
  if (wantsDownload(asked.query) && resourceKind(path) === "progressive") {
    response.setHeader("content-disposition", contentDisposition(path));
  }
  const sent = (count: number): void => countBytes(metrics, session, count);
  if (handedTo === undefined) await deliver(response, reply, { isHead, sent });
  else {
    handOver(response, reply, handedTo);
    sent(bytes);
  }
  metrics.gatewayRequests.inc({ kind: "media", status: String(reply.status) });
}

/**
 * A manifest whose address does not say that it is one, as packagers make them (`playlist?id=1`, a steering server): judged
 * and rewritten as any other. Sent as it is, it would name the origin, and hosts that the session is not for.
 */
async function sendUnnamedManifest(
  dependencies: GatewayDependencies,
  exchange: Exchange,
  request: SessionRequest,
  session: LiveSession,
): Promise<void> {
  const asManifest = { ...request, resource: "manifest" } as const;
  const continued = await dependencies.continueSession(asManifest);
  if (isOver(exchange.asked.response)) return;
  if (!continued.ok) return refuse(dependencies, exchange.asked, asManifest, continued);
  await sendManifest(dependencies, exchange, asManifest, session);
}

function letGo({ body }: OriginMedia): void {
  if (body && "destroy" in body) body.destroy();
}

/** What the origin is asked for; of a file that a proxy sends, its head. */
function originRequest({ asked, path, signal }: Exchange, isHanded: boolean): OriginRequest {
  const isHead = isHanded || asked.request.method === "HEAD";
  // A proxy that sends has validators of its own.
  const { range, ifRange, ifNoneMatch } = isHanded ? noConditions : conditionsOf(asked.request);
  const query = originQuery(asked.query);
  return { method: isHead ? "HEAD" : "GET", path, query, range, ifRange, ifNoneMatch, signal };
}

const noConditions = { range: undefined, ifRange: undefined, ifNoneMatch: undefined };

function conditionsOf({ headers }: GatewayRequest["request"]) {
  return {
    range: parseRange(headers.range),
    ifRange: headers["if-range"]?.toString(),
    ifNoneMatch: headers["if-none-match"],
  };
}

/** Of the answer's body, as far as it is known before. */
function expectedBytes(
  { request }: GatewayRequest,
  { contentLength = 0 }: OriginMedia,
  isHanded: boolean,
): number {
  if (request.method === "HEAD") return 0;
  return isHanded ? handedBytes(conditionsOf(request), contentLength) : contentLength;
}

function countBytes(metrics: GatewayDependencies["metrics"], session: LiveSession, bytes: number): void {
  session.bytes += bytes;
  session.dirty = true;
  metrics.gatewayBytes.inc(bytes);
}

function refuse(
  dependencies: GatewayDependencies,
  asked: GatewayRequest,
  request: SessionRequest,
  refused: Refused,
  totalBytes?: number,
): void {
  const { ref, reason } = dependencies.refuseSession(request, refused);
  dependencies.metrics.gatewayRequests.inc({ kind: request.resource, status: "refused" });
  renderRefusal(asked.request, asked.response, { reason, ref, totalBytes }, dependencies.refusalPage);
}

function isOver(response: GatewayRequest["response"]): boolean {
  return response.headersSent || response.destroyed || response.writableEnded;
}
