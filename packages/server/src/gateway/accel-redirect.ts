import type { IncomingMessage, ServerResponse } from "node:http";
import type { TrustsPeer } from "../http/client-address.ts";
import { encodePath } from "../lib/encode-path.ts";
import type { Application } from "../registry/application.ts";
import { resolveRange } from "./origins/byte-range.ts";
import type { OriginMedia, OriginRequest } from "./origins/origin.ts";
import { mediaHeaders } from "./reply-headers.ts";

/**
 * Where the proxy that passed a request on finds the file of a path below the application's root by itself, as a URI of
 * nginx's `X-Accel-Redirect`. Undefined: Sluice sends the bytes, as always to a client that comes directly.
 */
export function accelRedirect(
  { origin }: Application,
  path: string,
  { request, trustsPeer }: { readonly request: IncomingMessage; readonly trustsPeer: TrustsPeer },
): string | undefined {
  if (origin?.kind !== "folder" || origin.accelRedirect === undefined || !trustsPeer(request))
    return undefined;
  return origin.accelRedirect + encodePath(path.split("/")).slice(1);
}

/**
 * How many bytes of a file the proxy will send at most. Its validators are not known here, so that with a condition the
 * whole range or file counts; a range that is not in the file is none.
 */
export function handedBytes(
  { range, ifRange }: Pick<OriginRequest, "range" | "ifRange">,
  totalBytes: number,
): number {
  if (range === undefined || ifRange !== undefined) return totalBytes;
  const part = resolveRange(range, totalBytes);
  return part === undefined ? 0 : part.end - part.start + 1;
}

/** Leaves the sending to the proxy, ranges and conditions included: it takes type and caching from this head. */
export function handOver(response: ServerResponse, { contentType }: OriginMedia, to: string): void {
  response.writeHead(200, { ...mediaHeaders, "content-type": contentType, "x-accel-redirect": to }).end();
}
