import { describe, expect, test } from "vitest";
import { isPlayPage, readPageAddress } from "./page-address.ts";

describe("the address of a page", () => {
  test.each([
    [["embed", "d2ff26b2"], "", ["d2ff26b2"]],
    [["embed", "acme", "d2ff26b2"], "", ["acme", "d2ff26b2"]],
    [["LiveApp", "play.html"], "id=cam", ["LiveApp", "cam"]],
    [["LiveApp", "play.html"], "name=cam", ["LiveApp", "cam"]],
    [["a", "LiveApp", "play.html"], "id=cam", ["LiveApp", "cam"]],
    [["LiveApp", "play.html"], "id=streams/x.mp4&playOrder=vod", ["LiveApp", "x"]],
    [["LiveApp", "play.html"], "id=streams%2Fday%2Fx.MP4", ["LiveApp", "day", "x"]],
    [["LiveApp", "play.html"], "id=streams", ["LiveApp", "streams"]],
  ])("%j?%s names %j", (segments, query, names) => {
    expect(readPageAddress(segments, query)).toMatchObject({ names });
  });

  test("that names a file asks for the format of the file, and may mean a stream of that name", () => {
    const orNames = ["LiveApp", "x.mp4"];
    expect(readPageAddress(["LiveApp", "play.html"], "id=streams/x.mp4")).toMatchObject({
      orNames,
      playOrder: ["vod"],
    });
    expect(readPageAddress(["LiveApp", "play.html"], "id=x.m3u8")).toMatchObject({ playOrder: ["hls"] });
  });

  test.each(["id=../x", "id=a//b", "id=a/%2e%2e/b", "id=%00", ""])("is refused with %s", query => {
    expect(readPageAddress(["LiveApp", "play.html"], query)?.names ?? []).not.toContain("..");
    if (query !== "") expect(readPageAddress(["LiveApp", "play.html"], query)).toBeUndefined();
  });

  test.each([
    ["/LiveApp/play.html", true],
    ["/a/LiveApp/play.html", true],
    ["/a/v1/play.html", true],
    ["/v1/play.html", false],
    ["/a/play.html", false],
    ["/play.html", false],
    ["/LiveApp/x/play.html", false],
    ["/LiveApp/play.html/", false],
  ])("%s is inside an application: %s", (path, expected) => {
    expect(isPlayPage(path)).toBe(expected);
  });
});
