import { replyOf } from "./http-reply.ts";
import { discard, type HttpResponse } from "./http-response.ts";
import type { OriginReply, OriginRequest } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

/** How servers, and signed URLs that are good for GET alone, answer a HEAD that they do not know. */
const HEAD_REFUSED: ReadonlySet<number> = new Set([403, 405, 501]);

/** Whether it is the method that an origin refused, so that a GET may be answered. */
export function isHeadRefused(request: OriginRequest, { statusCode }: HttpResponse): boolean {
  return request.method === "HEAD" && HEAD_REFUSED.has(statusCode);
}

/** The `Range` that stands for a HEAD: the least that a GET can ask for. */
export const FIRST_BYTE = "bytes=0-0";

/** The head that a GET for the first byte tells. An origin may send the whole all the same; it is let go unread. */
export function headOf(request: OriginRequest, response: HttpResponse): OriginReply {
  const reply = replyOf({ ...request, method: "GET", range: { start: 0, end: 0 } }, response);
  if (reply.outcome === "unavailable") {
    // Nobody asked for a part: a file without a first byte is empty.
    return reply.reason === "range-not-satisfiable" ? unavailable("origin-error", "an empty file") : reply;
  }
  if (reply.body !== undefined) discard(response);
  if (reply.status !== 206) return { ...reply, body: undefined };
  const contentLength = totalOf(reply.contentRange);
  return { ...reply, status: 200, contentLength, contentRange: undefined, body: undefined };
}

/** The size of the whole in `Content-Range: bytes 0-0/1234`; `*` when the origin does not know it. */
function totalOf(contentRange = ""): number | undefined {
  const total = /\/(\d{1,15})$/.exec(contentRange)?.[1];
  return total === undefined ? undefined : Number(total);
}
