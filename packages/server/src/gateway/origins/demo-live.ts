/** Length of a segment on the live demo's clock; audio segments differ from it by less than one AAC frame. */
export const SEGMENT_SECONDS = 2;

/** Segments in the clip; after the last one the live demo begins again with the first. */
export const LOOP_SEGMENTS = 32;

const WINDOW_SEGMENTS = 6;

/** So many segments before the window are still served, for a player that loaded its playlist a while ago. */
const KEPT_SEGMENTS = 6;

const LOOP_SECONDS = LOOP_SEGMENTS * SEGMENT_SECONDS;

/**
 * Discontinuities are counted from 2026-01-01 on, the start of a loop. hls.js keeps an array that is as long as this
 * number and walks through it with every playlist: counted from 1970, that took a second each time.
 */
const FIRST_COUNTED_LOOP = 1_767_225_600 / LOOP_SECONDS;

/** The lengths of one rendition's segments in the clip, in seconds; `LOOP_SEGMENTS` of them, `LOOP_SECONDS` in sum. */
export interface DemoTrack {
  readonly segmentSeconds: readonly number[];
}

/**
 * The newest complete segment at a time, as its media sequence number: segments of `SEGMENT_SECONDS` since the Unix
 * epoch. It is the same for every rendition and every instance.
 */
export function newestSequence(nowSeconds: number): number {
  return Math.floor(nowSeconds / SEGMENT_SECONDS) - 1;
}

/** A segment of the live stream: the clip's segment it is made of, and by how much it is later than that one. */
export interface LiveSegment {
  /** 0 to `LOOP_SEGMENTS - 1`. */
  readonly clipSegment: number;
  readonly offsetSeconds: number;
}

/**
 * What stands behind a media sequence number; undefined for one that is still to come or long gone. Timestamps go on
 * through the loop: FFmpeg reads renditions in the order of their timestamps, and would let the audio starve when
 * those of the video start at 0 again.
 */
export function liveSegment(sequence: number, nowSeconds: number): LiveSegment | undefined {
  const oldest = firstOfWindow(nowSeconds) - KEPT_SEGMENTS;
  if (!(sequence >= oldest && sequence <= newestSequence(nowSeconds))) return undefined;
  return { clipSegment: sequence % LOOP_SEGMENTS, offsetSeconds: loopStartSeconds(sequence) };
}

/**
 * A rendition's live media playlist at a time (RFC 8216 section 6.2.2): a pure function of the clock, so that all
 * renditions agree and several instances give the same bytes. Each loop begins with a discontinuity: the picture
 * jumps back. Timestamps do not, see `liveSegment`.
 */
export function livePlaylist(track: DemoTrack, nowSeconds: number): string {
  const first = firstOfWindow(nowSeconds);
  const startSeconds = startsOf(track);
  const segments = Array.from({ length: WINDOW_SEGMENTS }, (_, i) => {
    return segmentLines(track, startSeconds, first + i);
  });
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesGone(first)}`,
    "#EXT-X-INDEPENDENT-SEGMENTS",
    '#EXT-X-MAP:URI="init.mp4"',
    ...segments.flat(),
    "",
  ].join("\n");
}

function firstOfWindow(nowSeconds: number): number {
  return newestSequence(nowSeconds) - WINDOW_SEGMENTS + 1;
}

/** How many discontinuity tags have left the playlist; a segment's own tag leaves together with the segment. */
function discontinuitiesGone(firstSequence: number): number {
  return Math.max(0, Math.floor((firstSequence - 1) / LOOP_SEGMENTS) - FIRST_COUNTED_LOOP);
}

/** Unix time at which the loop of a segment began: the timestamps of the live stream are the wall clock's. */
function loopStartSeconds(sequence: number): number {
  return Math.floor(sequence / LOOP_SEGMENTS) * LOOP_SECONDS;
}

function startsOf({ segmentSeconds }: DemoTrack): readonly number[] {
  let start = 0;
  return segmentSeconds.map(seconds => {
    start += seconds;
    return start - seconds;
  });
}

function segmentLines(track: DemoTrack, startSeconds: readonly number[], sequence: number): string[] {
  const inLoop = sequence % LOOP_SEGMENTS;
  const startMilliseconds =
    loopStartSeconds(sequence) * 1000 + Math.round((startSeconds[inLoop] ?? 0) * 1000);
  return [
    ...(inLoop === 0 ? ["#EXT-X-DISCONTINUITY"] : []),
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(startMilliseconds).toISOString()}`,
    `#EXTINF:${(track.segmentSeconds[inLoop] ?? SEGMENT_SECONDS).toFixed(6)},`,
    `seg-${sequence}.m4s`,
  ];
}
