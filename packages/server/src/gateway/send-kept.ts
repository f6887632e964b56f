import type { ServerResponse } from "node:http";
import type { EndReason } from "@sluice/policy";
import { paceDelay } from "../access/pace.ts";
import { resetConnection } from "../http/reset-connection.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import { accelRedirect } from "./accel-redirect.ts";
import { giveUpWhenStalled, headersOf, isFlushed } from "./deliver.ts";
import type { GatewayDependencies, GatewayRequest } from "./gateway-request.ts";
import { holdMedia, type KeptMedia } from "./origins/cache/kept-media.ts";
import { TEXT_LIMIT_BYTES } from "./origins/cache/segment-memory.ts";
import { isManifestType } from "./resource-kind.ts";

/** What goes over the wire for a segment, made once. */
interface Wire {
  readonly headers: Readonly<Record<string, string | number>>;
  /** The body as a text of bytes: Node sends it in one piece with the head. Undefined for larger ones. */
  readonly text: string | undefined;
}

const wires = new WeakMap<KeptMedia, Wire>();

/** What a request was judged to be: for a path below its session's application. */
export interface JudgedMedia {
  readonly path: string;
  readonly session: LiveSession;
}

/**
 * Sends a whole segment from memory, at once; false, with nothing done, when it is not there or the request wants something
 * else. The short way of what `deliver` does; whoever calls has judged the request.
 */
export function sendKept(
  { media, metrics, registry, trustsPeer }: GatewayDependencies,
  asked: GatewayRequest,
  { path, session }: JudgedMedia,
): boolean {
  const { response } = asked;
  if (!isPlain(asked) || session.ended !== undefined || response.destroyed) return false;
  const application = registry.application(session.record.application);
  if (!application || accelRedirect(application, path, { request: asked.request, trustsPeer })) return false;
  const kept = media.fresh(application, path);
  if (kept?.status !== 200 || isManifestType(kept.contentType)) return false;
  if (!keepsPace(session, kept.bytes.length, asked.nowMilliseconds)) return false;
  const { headers, text } = wires.get(kept) ?? makeWire(kept);
  response.writeHead(200, headers);
  if (text === undefined) response.end(kept.bytes);
  else response.end(text, "latin1");
  session.bytes += kept.bytes.length;
  session.dirty = true;
  metrics.sentFromMemory.requests += 1;
  metrics.sentFromMemory.bytes += kept.bytes.length;
  if (!isFlushed(response)) watch(response, session, kept);
  return true;
}

function isPlain({ request, query }: GatewayRequest): boolean {
  const { headers } = request;
  return (
    query === "" &&
    request.method === "GET" &&
    headers.range === undefined &&
    headers["if-none-match"] === undefined
  );
}

/** True, and reserved, when the session may have so many bytes without a wait. */
function keepsPace(session: LiveSession, bytes: number, nowMilliseconds: number): boolean {
  const wait = paceDelay(session, bytes, nowMilliseconds);
  if (wait === 0) return true;
  if (wait !== "too-fast") session.reservedBytes -= bytes;
  return false;
}

function makeWire(kept: KeptMedia): Wire {
  const { bytes } = kept;
  const media = { ...kept, outcome: "media", contentLength: bytes.length, body: bytes } as const;
  const text = bytes.length <= TEXT_LIMIT_BYTES ? bytes.toString("latin1") : undefined;
  const wire = { headers: headersOf(media), text };
  wires.set(kept, wire);
  return wire;
}

/** A client that takes its time: the session may end meanwhile, and then the rest does not go out. */
function watch(response: ServerResponse, session: LiveSession, kept: KeptMedia): void {
  const letGo = holdMedia(kept);
  const close = (_reason: EndReason): void => {
    if (response.socket === null) response.destroy();
    else resetConnection(response.socket);
  };
  session.closers.add(close);
  response.once("close", () => {
    session.closers.delete(close);
    letGo();
  });
  giveUpWhenStalled(response);
}
