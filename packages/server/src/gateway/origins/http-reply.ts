import { byteCount } from "./byte-count.ts";
import { isClockText } from "./clock-text.ts";
import { parseEtag } from "./etag.ts";
import { parseHttpDate } from "./http-date.ts";
import { discard, type HttpResponse } from "./http-response.ts";
import { isKeyBytes } from "./key-bytes.ts";
import { isVagueType, mediaTypeOfPath, mediaTypeOfReply } from "./media-types.ts";
import type { OriginMedia, OriginReply, OriginRequest, OriginUnavailable } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

const CONTENT_RANGE = /^bytes \d{1,15}-\d{1,15}\/(?:\d{1,15}|\*)$/;
const UNSATISFIED_RANGE = /^bytes \*\/(\d{1,15})$/;

/**
 * What an HTTP origin's response means to the gateway. Only the headers that `OriginMedia` names survive, each after
 * a look at its form; cookies and everything else are dropped. A body that is not passed on is let go.
 */
export function replyOf(request: OriginRequest, response: HttpResponse): OriginReply {
  const reply = judge(request, response);
  if (reply.outcome === "unavailable" || reply.body === undefined) discard(response);
  return reply;
}

function judge(request: OriginRequest, response: HttpResponse): OriginReply {
  const { statusCode, headers } = response;
  if (statusCode === 200) return media(request, response, 200);
  if (statusCode === 206) return partial(request, response);
  if (statusCode === 304 && request.ifNoneMatch !== undefined) return notModified(request, response);
  if (statusCode === 404 || statusCode === 410) return unavailable("media-not-found", `status ${statusCode}`);
  if (statusCode === 416) return unsatisfied(text(headers["content-range"]));
  return unavailable("origin-error", `status ${statusCode}`);
}

function media(
  { method, path }: OriginRequest,
  { headers, body }: HttpResponse,
  status: 200 | 206,
  contentRange?: string,
): OriginMedia | OriginUnavailable {
  // Nothing was offered but `identity`: what is compressed all the same would be media to nobody.
  const coding = text(headers["content-encoding"])?.toLowerCase() ?? "identity";
  if (coding !== "identity") return unavailable("origin-error", "a Content-Encoding that was not asked for");
  const said = text(headers["content-type"]);
  const isKey = status === 200 && isVagueType(said) && isKeyBytes(body);
  const contentType = mediaTypeOfReply(said, path) ?? (isKey ? "application/octet-stream" : undefined);
  if (contentType === undefined) {
    return status === 200 && isClockText(body) ? clock(body) : refuseType(said);
  }
  return {
    outcome: "media",
    status,
    contentType,
    contentLength: byteCount(headers["content-length"]),
    contentRange,
    ...cachingFacts(headers),
    body: method === "GET" ? body : undefined,
  };
}

/** Of a moment ago it would be wrong. */
function clock(body: Buffer): OriginMedia {
  const contentType = "text/plain";
  const contentLength = body.length;
  return { outcome: "media", status: 200, contentType, contentLength, cacheControl: "no-store", body };
}

function partial(request: OriginRequest, response: HttpResponse): OriginReply {
  const contentRange = text(response.headers["content-range"]);
  if (request.range === undefined || contentRange === undefined || !CONTENT_RANGE.test(contentRange)) {
    return unavailable("origin-error", "a part that was not asked for, or without a proper Content-Range");
  }
  return media(request, response, 206, contentRange);
}

/** The type is the origin's text: only one that looks like a type is repeated. */
function refuseType(contentType = ""): OriginUnavailable {
  const type = /^\s*([\w.+-]{1,60}\/[\w.+-]{1,60})/.exec(contentType)?.[1] ?? "unknown";
  return unavailable("media-type-refused", `media type ${type}`);
}

/** A 304 need not repeat the type (RFC 9110 section 15.4.5); the client has it from the 200 that it keeps. */
function notModified({ path }: OriginRequest, { headers }: HttpResponse): OriginReply {
  const named = mediaTypeOfReply(text(headers["content-type"]), path);
  return {
    outcome: "media",
    status: 304,
    contentType: named ?? mediaTypeOfPath(path) ?? "application/octet-stream",
    contentLength: undefined,
    ...cachingFacts(headers),
    body: undefined,
  };
}

function cachingFacts(headers: HttpResponse["headers"]) {
  return {
    etag: parseEtag(text(headers.etag)),
    lastModified: parseHttpDate(text(headers["last-modified"])),
    cacheControl: joined(headers["cache-control"]),
    ageSeconds: byteCount(headers.age),
  };
}

function unsatisfied(contentRange: string | undefined): OriginUnavailable {
  const totalBytes = byteCount(UNSATISFIED_RANGE.exec(contentRange ?? "")?.[1]);
  return { outcome: "unavailable", reason: "range-not-satisfiable", totalBytes };
}

function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}

/** A header that was sent once; one that was sent twice says nothing. */
function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
