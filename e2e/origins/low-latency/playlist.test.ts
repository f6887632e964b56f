import { describe, expect, test } from "vitest";
import { lowLatencyPlaylist } from "./playlist.ts";
import { PARTS_PER_SEGMENT, Track } from "./track.ts";

function trackOf(parts: number): Track {
  const track = new Track();
  for (let part = 0; part < parts; part++) track.append(Buffer.from(`part ${part}`));
  return track;
}

function playlistOf(parts: number, isUpdate = false): string {
  return lowLatencyPlaylist({ track: trackOf(parts), others: { low: trackOf(parts - 1) }, isUpdate });
}

describe("a low-latency playlist", () => {
  test("names whole segments, parts, the next part and how far the other rendition is", () => {
    expect(playlistOf(6).split("\n").slice(4)).toEqual([
      "#EXT-X-PART-INF:PART-TARGET=0.5",
      "#EXT-X-MEDIA-SEQUENCE:0",
      "#EXT-X-INDEPENDENT-SEGMENTS",
      '#EXT-X-MAP:URI="init.mp4"',
      ...[0, 1, 2, 3].map(part => `#EXT-X-PART:DURATION=0.5,URI="seg-0.${part}.m4s",INDEPENDENT=YES`),
      "#EXTINF:2.0,",
      "seg-0.m4s",
      ...[0, 1].map(part => `#EXT-X-PART:DURATION=0.5,URI="seg-1.${part}.m4s",INDEPENDENT=YES`),
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="seg-1.2.m4s"',
      '#EXT-X-RENDITION-REPORT:URI="../low/index.m3u8",LAST-MSN=1,LAST-PART=0',
      "",
    ]);
  });

  test("hints at the next segment's first part when a segment is whole", () => {
    expect(playlistOf(PARTS_PER_SEGMENT)).toContain('TYPE=PART,URI="seg-1.0.m4s"');
  });

  test("slides, and names no parts of what is older than three segments", () => {
    const playlist = playlistOf(20 * PARTS_PER_SEGMENT + 1);
    expect(playlist).toContain("#EXT-X-MEDIA-SEQUENCE:12\n");
    expect(playlist.match(/^seg-\d+\.m4s$/gm)).toHaveLength(8);
    expect(playlist).not.toContain("seg-16.0.m4s");
    expect(playlist).toContain("seg-17.0.m4s");
  });

  test("leaves out of an update what is older than six segments, and says how many", () => {
    const update = playlistOf(20 * PARTS_PER_SEGMENT, true);
    expect(update).toContain("#EXT-X-MEDIA-SEQUENCE:12\n");
    expect(update).toContain("#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n");
    expect(update.match(/^seg-\d+\.m4s$/gm)).toHaveLength(6);
  });
});
