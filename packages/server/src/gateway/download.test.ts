import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asDownload, contentDisposition, wantsDownload, withoutDownload } from "./download.ts";

describe("a file that is kept", () => {
  test("is asked for by download=1, which stays with its address and never reaches an origin", () => {
    expect(wantsDownload("token=x&download=1")).toBe(true);
    expect(wantsDownload("download=0")).toBe(false);
    expect(asDownload("/s/h/film/a.mp4", "download=1")).toBe("/s/h/film/a.mp4?download=1");
    expect(asDownload("/s/h/film/a.mp4?s=1", "download=1")).toBe("/s/h/film/a.mp4?s=1&download=1");
    expect(asDownload("/s/h/film/a.mp4", "")).toBe("/s/h/film/a.mp4");
    expect(withoutDownload("download=1&v=2")).toBe("v=2");
    expect(withoutDownload("download=1")).toBeUndefined();
  });

  test.each([
    ["film/My clip.mp4", "attachment; filename=\"My clip.mp4\"; filename*=UTF-8''My%20clip.mp4"],
    ["film/Ärger.mp4", "attachment; filename=\"_rger.mp4\"; filename*=UTF-8''%C3%84rger.mp4"],
    ['film/a"; x="b.mp4', "attachment; filename=\"a_; x=_b.mp4\"; filename*=UTF-8''a_%3B%20x%3D_b.mp4"],
    ["film/..mp4", "attachment; filename=\"_mp4\"; filename*=UTF-8''_mp4"],
  ])("%s has the name of its last segment, and nothing that is more than a name", (path, expected) => {
    expect(contentDisposition(path)).toBe(expected);
  });

  test("has a header of one line and one quoted name, whatever its path", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }), units => {
        const path = String.fromCharCode(...units);
        expect(contentDisposition(path)).toMatch(
          /^attachment; filename="[^"\\/\r\n]*"; filename\*=UTF-8''[!#$&+.^_`|~\w%-]*$/,
        );
      }),
    );
  });
});
