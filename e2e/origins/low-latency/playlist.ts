import { PART_SECONDS, PARTS_PER_SEGMENT, type Segment, TARGET_SECONDS, type Track } from "./track.ts";

/** Parts are named for the last three target durations alone (RFC 8216bis, 6.2.2). */
const SEGMENTS_WITH_PARTS = 3;
/** Older segments may be left out of an update: at least six target durations (4.4.3.8). */
const SKIP_UNTIL_SEGMENTS = 6;

/** What a playlist is made from besides its own track. */
export interface Renditions {
  readonly track: Track;
  /** The others, by the name of their folders. */
  readonly others: Readonly<Record<string, Track>>;
  /** The client has the older part already: `_HLS_skip=YES`. */
  readonly isUpdate: boolean;
}

/**
 * A low-latency media playlist (RFC 8216bis): parts, the hint of the next one, and reports about the other renditions;
 * as an update it begins with `EXT-X-SKIP`.
 */
export function lowLatencyPlaylist({ track, others, isUpdate }: Renditions): string {
  const { window, next } = track;
  const skipped = isUpdate ? Math.max(0, wholeSegments(window) - SKIP_UNTIL_SEGMENTS) : 0;
  const withParts = new Set(window.slice(-SEGMENTS_WITH_PARTS - 1));
  const lines = [
    ...header(window),
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
    ...window.slice(skipped).flatMap(segment => segmentLines(segment, withParts.has(segment))),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partName(next.segment, next.part)}"`,
    ...Object.entries(others).flatMap(([name, other]) => report(name, other)),
  ];
  return `${lines.join("\n")}\n`;
}

/** The file of a part. */
function partName(segment: number, part: number): string {
  return `seg-${segment}.${part}.m4s`;
}

function header(window: readonly Segment[]): readonly string[] {
  const skip = `CAN-SKIP-UNTIL=${(SKIP_UNTIL_SEGMENTS * TARGET_SECONDS).toFixed(1)}`;
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:9",
    `#EXT-X-TARGETDURATION:${TARGET_SECONDS}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(PART_SECONDS * 3).toFixed(1)},${skip}`,
    `#EXT-X-PART-INF:PART-TARGET=${PART_SECONDS}`,
    `#EXT-X-MEDIA-SEQUENCE:${window[0]?.number ?? 0}`,
    "#EXT-X-INDEPENDENT-SEGMENTS",
    '#EXT-X-MAP:URI="init.mp4"',
  ];
}

function segmentLines({ number, parts }: Segment, hasParts: boolean): readonly string[] {
  const named = parts.map(
    (_, part) => `#EXT-X-PART:DURATION=${PART_SECONDS},URI="${partName(number, part)}",INDEPENDENT=YES`,
  );
  const whole = [`#EXTINF:${TARGET_SECONDS.toFixed(1)},`, `seg-${number}.m4s`];
  return [...(hasParts ? named : []), ...(parts.length === PARTS_PER_SEGMENT ? whole : [])];
}

function report(name: string, { last }: Track): readonly string[] {
  if (!last) return [];
  const uri = `../${name}/index.m3u8`;
  return [`#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${last.segment},LAST-PART=${last.part}`];
}

function wholeSegments(window: readonly Segment[]): number {
  return window.filter(({ parts }) => parts.length === PARTS_PER_SEGMENT).length;
}
