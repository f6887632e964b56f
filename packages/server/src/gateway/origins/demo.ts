import { createHash } from "node:crypto";
import type { LeaveSignal } from "../../lib/departure.ts";
import { type DemoTrack, LOOP_SEGMENTS, livePlaylist, liveSegment } from "./demo-live.ts";
import { folderOrigin } from "./folder.ts";
import { HLS_PLAYLIST_TYPE } from "./media-types.ts";
import type { Origin, OriginReply, OriginRequest } from "./origin.ts";
import { moveSegment } from "./segment-time.ts";
import { select } from "./selection.ts";
import { unavailable } from "./unavailable.ts";

/** A file of a rendition of the live stream: `live/v0/index.m3u8`, `live/a0/init.mp4`, `live/v1/seg-900000000.m4s`. */
const LIVE_FILE = /^live\/([av]\d)\/(?:(index\.m3u8)|(init\.mp4)|seg-(0|[1-9]\d{0,14})\.m4s)$/;

/** Settings of the demo origin. */
export interface DemoOriginOptions {
  /** The folder that holds `clip/`. */
  readonly root: string;
  /** Unix time in seconds, fractions allowed; read once per request. */
  readonly nowSeconds: () => number;
}

/**
 * The built-in demo: `clip/…` is the folder's clip, `live/…` the same clip as an endless live stream. The live stream
 * is computed from the clock at each request: no timer runs, nothing is stored, and nothing is served ahead of time.
 */
export function demoOrigin({ root, nowSeconds }: DemoOriginOptions): Origin {
  const clip = folderOrigin({ root });
  const tracks = new Map<string, DemoTrack>();

  async function track(id: string, signal: LeaveSignal): Promise<DemoTrack | undefined> {
    const known = tracks.get(id) ?? (await readTrack(clip, id, signal));
    if (known !== undefined) tracks.set(id, known);
    return known;
  }

  async function open(request: OriginRequest): Promise<OriginReply> {
    if (request.path.startsWith("clip/")) return clip.open(request);
    if (request.path === "live/index.m3u8") return clip.open({ ...request, path: "clip/index.m3u8" });
    const [, id, playlist, init, sequence] = LIVE_FILE.exec(request.path) ?? [];
    if (id === undefined) return unavailable("media-not-found");
    if (init !== undefined) return clip.open({ ...request, path: `clip/${id}/init.mp4` });
    if (playlist === undefined) return openSegment(clip, { request, id, sequence, nowSeconds: nowSeconds() });
    const found = await track(id, request.signal);
    if (found === undefined) return unavailable("media-not-found");
    return bytesReply(request, HLS_PLAYLIST_TYPE, Buffer.from(livePlaylist(found, nowSeconds())));
  }

  return { kind: "demo", open, close: () => clip.close() };
}

interface SegmentRequest {
  readonly request: OriginRequest;
  readonly id: string;
  readonly sequence: string | undefined;
  readonly nowSeconds: number;
}

async function openSegment(clip: Origin, wanted: SegmentRequest): Promise<OriginReply> {
  const { request, id } = wanted;
  const fragmentNumber = Number(wanted.sequence);
  const segment = liveSegment(fragmentNumber, wanted.nowSeconds);
  if (segment === undefined) return unavailable("media-not-found");
  const path = `clip/${id}/seg-${segment.clipSegment}.m4s`;
  const reply = await clip.open({ method: "GET", path, signal: request.signal });
  if (reply.outcome !== "media" || !(reply.body instanceof Uint8Array)) return reply;
  return bytesReply(
    request,
    reply.contentType,
    moveSegment(reply.body, { seconds: segment.offsetSeconds, fragmentNumber }),
  );
}

/** The segment lengths that the clip's own playlist states; undefined without such a rendition. */
async function readTrack(clip: Origin, id: string, signal: LeaveSignal): Promise<DemoTrack | undefined> {
  const reply = await clip.open({ method: "GET", path: `clip/${id}/index.m3u8`, signal });
  if (reply.outcome !== "media" || !(reply.body instanceof Uint8Array)) return undefined;
  const text = Buffer.from(reply.body).toString("utf8");
  const segmentSeconds = [...text.matchAll(/^#EXTINF:([\d.]+),/gm)].map(match => Number(match[1]));
  return segmentSeconds.length === LOOP_SEGMENTS ? { segmentSeconds } : undefined;
}

function bytesReply(request: OriginRequest, contentType: string, bytes: Uint8Array): OriginReply {
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const selection = select(request, { contentType, totalBytes: bytes.length, etag });
  if ("outcome" in selection) return selection;
  const part = selection.bytes;
  const body = part && bytes.subarray(part.start, part.start + part.length);
  return { ...selection.media, body };
}
