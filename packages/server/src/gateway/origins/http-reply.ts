import type { Dispatcher } from "undici";
import { parseEtag } from "./etag.ts";
import { parseHttpDate } from "./http-date.ts";
import { discard } from "./http-exchange.ts";
import { mediaTypeOfPath, mediaTypeOfReply } from "./media-types.ts";
import type { OriginMedia, OriginReply, OriginRequest, OriginUnavailable } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

const CONTENT_RANGE = /^bytes \d{1,15}-\d{1,15}\/(?:\d{1,15}|\*)$/;
const UNSATISFIED_RANGE = /^bytes \*\/(\d{1,15})$/;

/**
 * What an HTTP origin's response means to the gateway. Only the headers that `OriginMedia` names survive, each after
 * a look at its form; cookies and everything else are dropped. A body that is not passed on is let go.
 */
export function replyOf(request: OriginRequest, response: Dispatcher.ResponseData): OriginReply {
  const reply = judge(request, response);
  if (reply.outcome === "unavailable" || reply.body === undefined) discard(response);
  return reply;
}

function judge(request: OriginRequest, response: Dispatcher.ResponseData): OriginReply {
  const { statusCode, headers } = response;
  if (statusCode === 200) return media(request, response, 200);
  if (statusCode === 206) return partial(request, response);
  if (statusCode === 304 && request.ifNoneMatch !== undefined) return notModified(request, response);
  if (statusCode === 404 || statusCode === 410) return unavailable("media-not-found", `status ${statusCode}`);
  if (statusCode === 416) return unsatisfied(text(headers["content-range"]));
  return unavailable("origin-error", `status ${statusCode}`);
}

function media(
  request: OriginRequest,
  response: Dispatcher.ResponseData,
  status: 200 | 206,
): OriginMedia | OriginUnavailable {
  const { headers, body } = response;
  // Nothing was offered but `identity`: what is compressed all the same would be media to nobody.
  const coding = text(headers["content-encoding"])?.toLowerCase() ?? "identity";
  if (coding !== "identity") return unavailable("origin-error", "a Content-Encoding that was not asked for");
  const contentType = mediaTypeOfReply(text(headers["content-type"]), request.path);
  if (contentType === undefined) return refuseType(text(headers["content-type"]));
  return {
    outcome: "media",
    status,
    contentType,
    contentLength: byteCount(text(headers["content-length"])),
    ...validators(response),
    body: request.method === "GET" ? body : undefined,
  };
}

function partial(request: OriginRequest, response: Dispatcher.ResponseData): OriginReply {
  const contentRange = text(response.headers["content-range"]);
  if (request.range === undefined || contentRange === undefined || !CONTENT_RANGE.test(contentRange)) {
    return unavailable("origin-error", "a part that was not asked for, or without a proper Content-Range");
  }
  const reply = media(request, response, 206);
  return reply.outcome === "media" ? { ...reply, contentRange } : reply;
}

/** The type is the origin's text: only one that looks like a type is repeated. */
function refuseType(contentType = ""): OriginUnavailable {
  const type = /^\s*([\w.+-]{1,60}\/[\w.+-]{1,60})/.exec(contentType)?.[1] ?? "unknown";
  return unavailable("media-type-refused", `media type ${type}`);
}

/** A 304 need not repeat the type (RFC 9110 section 15.4.5); the client has it from the 200 that it keeps. */
function notModified(request: OriginRequest, response: Dispatcher.ResponseData): OriginReply {
  const named = mediaTypeOfReply(text(response.headers["content-type"]), request.path);
  const contentType = named ?? mediaTypeOfPath(request.path) ?? "application/octet-stream";
  return {
    outcome: "media",
    status: 304,
    contentType,
    contentLength: undefined,
    ...validators(response),
    body: undefined,
  };
}

function unsatisfied(contentRange: string | undefined): OriginUnavailable {
  const totalBytes = byteCount(UNSATISFIED_RANGE.exec(contentRange ?? "")?.[1]);
  return { outcome: "unavailable", reason: "range-not-satisfiable", totalBytes };
}

function validators({
  headers,
}: Dispatcher.ResponseData): Pick<OriginMedia, "etag" | "lastModified" | "cacheControl" | "ageSeconds"> {
  const cacheControl = headers["cache-control"];
  return {
    etag: parseEtag(text(headers.etag)),
    lastModified: parseHttpDate(text(headers["last-modified"])),
    cacheControl: Array.isArray(cacheControl) ? cacheControl.join(",") : cacheControl,
    ageSeconds: byteCount(text(headers.age)),
  };
}

/** A header that was sent once; one that was sent twice says nothing. */
function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function byteCount(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
