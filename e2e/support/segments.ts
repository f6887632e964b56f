import type { RecordedRequest } from "./recording-proxy.ts";

/** What a record says about media under sessions. */
export interface SegmentCount {
  /** The handles that were used: one session has one. */
  readonly handles: readonly string[];
  /** Distinct pictures: numbers of video segments that were delivered, whatever their rendition. */
  readonly video: number;
  /** Distinct URLs of delivered segments. */
  readonly all: number;
}

const SESSION_TARGET = /^\/s\/([^/]+)\/([^?]*)/;
const SEGMENT = /\/([a-z])\d+\/seg-(\d+)\.m4s$/;

/** Counts the delivered segments of the demo streams (`…/v0/seg-7.m4s`, `…/a0/seg-7.m4s`). */
export function countSegments(requests: readonly RecordedRequest[]): SegmentCount {
  const handles = new Set<string>();
  const urls = new Set<string>();
  const video = new Set<string>();
  for (const { target, status } of requests) {
    const [, handle, path = ""] = SESSION_TARGET.exec(target) ?? [];
    if (handle === undefined || (status !== 200 && status !== 206)) continue;
    handles.add(handle);
    const [, track, number = ""] = SEGMENT.exec(path) ?? [];
    if (track === undefined) continue;
    urls.add(path);
    if (track === "v") video.add(number);
  }
  return { handles: [...handles], video: video.size, all: urls.size };
}

/** The last delivered request under a session; undefined when there is none. */
export function lastUnderSession(requests: readonly RecordedRequest[]): RecordedRequest | undefined {
  return requests.findLast(
    ({ target, status }) => SESSION_TARGET.test(target) && status >= 200 && status < 300,
  );
}
