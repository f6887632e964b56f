import { describe, expect, test } from "vitest";
import { isMediaPath, type MediaAddress, readMediaAddress } from "./media-address.ts";

/** Reads a path of the application `live` in which these streams are. */
function read(path: string, streams: readonly string[] = []): MediaAddress | undefined {
  return readMediaAddress(`live/${path}`.split("/"), id => streams.includes(id.join("/")));
}

/** What is opened of which stream, in few words: `s1 hls`, `s1 hls 480p`, `s1 file a.mp4`. */
function opened(path: string, streams?: readonly string[]): string | undefined {
  const address = read(path, streams);
  if (!address) return undefined;
  const { stream, asked } = address;
  const what = asked.opens === "entry" ? asked.format : `file ${asked.file}`;
  const rendition = asked.opens === "entry" ? asked.rendition : undefined;
  return [stream.join("/"), what, ...(rendition ? [rendition.name] : [])].join(" ");
}

describe("an address of a stream that there is, by Ant Media's table", () => {
  test.each([
    ["streams/s1.m3u8", "s1 hls"],
    ["streams/s1_adaptive.m3u8", "s1 hls"],
    ["streams/s1_240p.m3u8", "s1 hls 240p"],
    ["streams/s1_500kbps.m3u8", "s1 hls 500kbps"],
    ["streams/s1_240p500kbps.m3u8", "s1 hls 240p500kbps"],
    ["streams/s1_480p1000kbps.m3u8", "s1 hls 480p1000kbps"],
    ["streams/s1000000005.ts", "s1 file s1000000005.ts"],
    ["streams/s10005.ts", "s1 file s10005.ts"],
    ["streams/s1_240p300kbps000000005.ts", "s1 file s1_240p300kbps000000005.ts"],
    ["streams/s1000000005.fmp4", "s1 file s1000000005.fmp4"],
    ["streams/s1_240p300kbps000000005.fmp4", "s1 file s1_240p300kbps000000005.fmp4"],
    ["streams/s1/s1.mpd", "s1 dash"],
    ["streams/s1/s1_0segment00001.m4s", "s1 file s1_0segment00001.m4s"],
    ["streams/chunked/s1/master.m3u8", "s1 hls"],
    ["streams/chunked/s1/media_1.m3u8", "s1 file media_1.m3u8"],
    ["chunked/s1/master.m3u8", "s1 hls"],
    ["streams/ll-hls/s1/s1__master.m3u8", "s1 hls"],
    ["streams/drm/s1/master.mpd", "s1 dash"],
    ["streams/drm/s1/master.m3u8", "s1 hls"],
    ["drm/s1/master.mpd", "s1 dash"],
    ["streams/s1.mp4", "s1 mp4"],
    ["streams/s1_1.mp4", "s1 file s1_1.mp4"],
    ["streams/s1_240p500kbps.mp4", "s1 file s1_240p500kbps.mp4"],
    ["streams/s1_240p500kbps_1.mp4", "s1 file s1_240p500kbps_1.mp4"],
    ["streams/s1-2021-05-18_11-26-26.842.mp4", "s1 file s1-2021-05-18_11-26-26.842.mp4"],
    ["streams/s1-2021-05-18_11-26-26.842_240p.mp4", "s1 file s1-2021-05-18_11-26-26.842_240p.mp4"],
    ["streams/s1-2021-05-18_11-26-26.842_240p_1.mp4", "s1 file s1-2021-05-18_11-26-26.842_240p_1.mp4"],
    ["streams/s1.webm", "s1 file s1.webm"],
    ["streams/s1_1.webm", "s1 file s1_1.webm"],
    ["streams/s1.mp3", "s1 file s1.mp3"],
    ["previews/s1.png", "s1 file s1.png"],
    ["previews/s1_finished.png", "s1 file s1_finished.png"],
  ])("%s is %s, whether it is registered or any name is taken", (path, expected) => {
    expect(opened(path, ["s1"])).toBe(expected);
    expect(opened(path)).toBe(expected);
    expect(read(path)?.named).toBe("s1");
  });

  test.each([
    // Segments in a form of their own (hlsSegmentFileSuffixFormat).
    ["streams/s1-20210518-000000005.ts", ["s1"], "s1 file s1-20210518-000000005.ts"],
    ["streams/s1-1621336000.ts", ["s1"], "s1 file s1-1621336000.ts"],
    ["streams/sub/s1/s1.mpd", ["sub/s1"], "sub/s1 dash"],
    ["streams/sub/s1/s1.mpd", ["s1"], "s1 dash"],
    ["streams/sub/s1.m3u8", ["s1"], "s1 hls"],
    ["streams/sub/s1.m3u8", ["sub/s1", "s1"], "sub/s1 hls"],
    ["streams/sub/s1_1.mp4", ["s1"], "s1 file sub/s1_1.mp4"],
    ["streams/sub/s1_1.mp4", ["sub/s1"], "sub/s1 file s1_1.mp4"],
  ])("%s belongs to the stream that there is of %j: %s", (path, streams, expected) => {
    expect(opened(path, streams)).toBe(expected);
  });
});

describe("what Ant Media reads wrongly is read by what there is", () => {
  test.each([
    ["the recording of cam_1, not of cam", "streams/cam_1.mp4", ["cam", "cam_1"], "cam_1 mp4"],
    ["a recording of cam where there is no cam_1", "streams/cam_1.mp4", ["cam"], "cam file cam_1.mp4"],
    ["a name with a number inside", "streams/my_2_show.mp4", ["my_2_show", "my_2"], "my_2_show mp4"],
    ["a name that ends as a rendition does", "streams/foo_720p.m3u8", ["foo", "foo_720p"], "foo_720p hls"],
    ["a rendition where there is no such name", "streams/foo_720p.m3u8", ["foo"], "foo hls 720p"],
    ["a rendition of such a name", "streams/foo_720p_480p.m3u8", ["foo_720p"], "foo_720p hls 480p"],
    ["a name that ends in _adaptive", "streams/x_adaptive.m3u8", ["x", "x_adaptive"], "x_adaptive hls"],
    ["a name with the word streams", "streams/mystreams.m3u8", ["mystreams"], "mystreams hls"],
    ["a name with the word m4s", "streams/m4stest.m3u8", ["m4stest"], "m4stest hls"],
    ["a name with the word mpd", "streams/mpdcam.m3u8", ["mpdcam"], "mpdcam hls"],
    ["a name with two underscores", "streams/a__b.m3u8", ["a__b", "a"], "a__b hls"],
    ["the same, packed as LL-HLS", "streams/ll-hls/a__b/a__b__master.m3u8", ["a__b", "a"], "a__b hls"],
    ["a name that ends in an underscore", "streams/cam_.m3u8", ["cam_"], "cam_ hls"],
    [
      "the beginning of fragmented MP4",
      "streams/s1_1621336000000_init.mp4",
      ["s1"],
      "s1 file s1_1621336000000_init.mp4",
    ],
    ["a segment of LL-HLS", "streams/ll-hls/s1/s1_0.m4s", ["s1"], "s1 file s1_0.m4s"],
    ["a name below the word ll-hls", "streams/ll-hls/s1/master.m3u8", ["ll-hls/s1"], "ll-hls/s1 hls"],
  ])("%s (%s)", (_, path, streams, expected) => {
    expect(opened(path, streams)).toBe(expected);
  });

  test("and who is refused is told the id of the address alone, whatever there is", () => {
    for (const streams of [[], ["foo"], ["foo", "foo_720p"]]) {
      expect(read("streams/foo_720p.m3u8", streams)?.named).toBe("foo");
    }
  });
});

describe("an address without a stream", () => {
  test.each([
    "streams/s1.mov",
    "streams/s1.vtt",
    "streams/s1.u8",
    "streams/s1",
    "streams/.m3u8",
    "streams",
    "previews/s1.mp4",
  ])("%s is none", path => {
    expect(read(path, ["s1"])).toBeUndefined();
  });

  test("that belongs to Sluice's own routes is left to them", () => {
    expect(["/live/streams/a.m3u8", "/a/v1/streams/a.m3u8", "/live/drm/a"].map(isMediaPath)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["/v1/streams/a", "/s/streams/a", "/live/a.m3u8", "/live/rest/streams"].map(isMediaPath)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("is read in time that its length decides, whatever it is made of", () => {
    const long = `streams/${"a_1".repeat(20_000)}_240p.mp4`;
    expect(read(long)?.asked.opens).toBe("file");
  });
});
