import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOOP_SEGMENTS, livePlaylist, liveSegment, newestSequence } from "./demo-live.ts";

/** A time at which segment 0 of a loop has just become complete. */
const LOOP_START = 28_000_000 * 64;
const video = { segmentSeconds: Array.from({ length: LOOP_SEGMENTS }, () => 2) };
const audio = { segmentSeconds: video.segmentSeconds.map((_, i) => (i % 4 === 3 ? 1.984 : 2.005333)) };
const anyTime = fc.double({ min: 1_600_000_000, max: 4_000_000_000, noNaN: true });

interface Parsed {
  readonly first: number;
  readonly segments: {
    sequence: number;
    seconds: number;
    date: number;
    /** Discontinuity sequence number (RFC 8216 section 6.2.1). */
    discontinuity: number;
  }[];
}

function parse(playlist: string): Parsed {
  const number = (pattern: RegExp, text: string) => Number(pattern.exec(text)?.[1]);
  const blocks = playlist.split(/(?<=\.m4s\n)/).filter(block => block.includes(".m4s"));
  let discontinuity = number(/^#EXT-X-DISCONTINUITY-SEQUENCE:(\d+)$/m, playlist);
  const segments = blocks.map(block => {
    if (/^#EXT-X-DISCONTINUITY$/m.test(block)) discontinuity += 1;
    const date = Date.parse(/PROGRAM-DATE-TIME:(.+)$/m.exec(block)?.[1] ?? "");
    const sequence = number(/^seg-(\d+)\.m4s$/m, block);
    return { sequence, seconds: number(/^#EXTINF:([\d.]+),$/m, block), date, discontinuity };
  });
  return { first: number(/^#EXT-X-MEDIA-SEQUENCE:(\d+)$/m, playlist), segments };
}

describe("livePlaylist", () => {
  test("is a live playlist of six segments that ends with the newest complete one", () => {
    expect(livePlaylist(video, LOOP_START + 2)).toBe(
      [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:2",
        "#EXT-X-MEDIA-SEQUENCE:895999995",
        "#EXT-X-DISCONTINUITY-SEQUENCE:387099",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="init.mp4"',
        ...["30.000Z", "32.000Z", "34.000Z", "36.000Z", "38.000Z"].flatMap((second, i) => [
          `#EXT-X-PROGRAM-DATE-TIME:2026-10-14T17:46:${second}`,
          "#EXTINF:2.000000,",
          `seg-${895_999_995 + i}.m4s`,
        ]),
        "#EXT-X-DISCONTINUITY",
        "#EXT-X-PROGRAM-DATE-TIME:2026-10-14T17:46:40.000Z",
        "#EXTINF:2.000000,",
        "seg-896000000.m4s",
        "",
      ].join("\n"),
    );
  });

  test("a segment keeps its number, length, date and discontinuity number in every playlist that names it", () => {
    const seen = new Map<number, unknown>();
    for (let nowSeconds = LOOP_START - 140; nowSeconds < LOOP_START + 140; nowSeconds += 0.5) {
      for (const segment of parse(livePlaylist(audio, nowSeconds)).segments) {
        const known = seen.get(segment.sequence) ?? segment;
        expect(segment).toEqual(known);
        seen.set(segment.sequence, known);
      }
    }
  });

  test("its discontinuity number stays small for years: players keep arrays of that length", () => {
    const TEN_YEARS = 10 * 366 * 86_400;
    expect(parse(livePlaylist(video, 1_767_225_600)).segments[0]?.discontinuity).toBe(0);
    expect(parse(livePlaylist(video, LOOP_START + TEN_YEARS)).segments[0]?.discontinuity).toBeLessThan(
      6_000_000,
    );
  });

  test("audio and video name the same segments, less than one AAC frame apart", () => {
    fc.assert(
      fc.property(anyTime, nowSeconds => {
        const [a, v] = [parse(livePlaylist(audio, nowSeconds)), parse(livePlaylist(video, nowSeconds))];
        expect(a.first).toBe(v.first);
        for (const [i, segment] of a.segments.entries()) {
          const other = v.segments[i];
          expect(segment.sequence).toBe(other?.sequence);
          expect(Math.abs(segment.date - (other?.date ?? 0))).toBeLessThan(22);
        }
      }),
    );
  });

  test("never names a segment that is not over, and names it within two seconds after", () => {
    fc.assert(
      fc.property(anyTime, nowSeconds => {
        const newest = parse(livePlaylist(video, nowSeconds)).segments.at(-1);
        const endSeconds = (newest?.date ?? 0) / 1000 + 2;
        expect(endSeconds).toBeLessThanOrEqual(nowSeconds);
        expect(endSeconds).toBeGreaterThan(nowSeconds - 2);
      }),
    );
  });
});

describe("liveSegment", () => {
  test("serves the window, six segments before it and nothing else", () => {
    fc.assert(
      fc.property(anyTime, nowSeconds => {
        const newest = newestSequence(nowSeconds);
        const at = (sequence: number) => liveSegment(sequence, nowSeconds)?.clipSegment;
        expect([at(newest + 1), at(newest - 12)]).toEqual([undefined, undefined]);
        expect([at(newest), at(newest - 11)]).toEqual([
          newest % LOOP_SEGMENTS,
          (newest - 11) % LOOP_SEGMENTS,
        ]);
      }),
    );
  });

  test("puts each loop behind the one before, on the wall clock", () => {
    const now = LOOP_START + 2;
    const newest = newestSequence(now);
    expect(liveSegment(newest, now)).toEqual({ clipSegment: 0, offsetSeconds: LOOP_START });
    expect(liveSegment(newest - 1, now)).toEqual({ clipSegment: 31, offsetSeconds: LOOP_START - 64 });
  });

  test("what is no sequence number has no segment", () => {
    expect(liveSegment(Number.NaN, LOOP_START)).toBeUndefined();
  });
});
