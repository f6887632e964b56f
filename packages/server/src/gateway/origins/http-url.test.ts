import { describe, expect, test } from "vitest";
import { urlBelow } from "./http-url.ts";

describe("urlBelow", () => {
  test.each([
    ["http://o.example", "a/b.m3u8", undefined, "http://o.example/a/b.m3u8"],
    ["http://o.example/base/", "a.m3u8", undefined, "http://o.example/base/a.m3u8"],
    [
      "http://o.example/base",
      "a.m3u8",
      "_HLS_msn=3&_HLS_part=1",
      "http://o.example/base/a.m3u8?_HLS_msn=3&_HLS_part=1",
    ],
    [
      "http://[::1]:81/",
      "Video(1)@a=b,c/ä;x?#%2e.mp4",
      undefined,
      "http://[::1]:81/Video(1)@a=b,c/%C3%A4%3Bx%3F%23%252e.mp4",
    ],
  ])("below %s the path %s with query %s is %s", (base, path, query, url) =>
    expect(urlBelow(base, path, query)?.href).toBe(url),
  );

  test.each(["", "/a", "//evil.example/a", "a//b", "../a", "a/../../b", "a\\b", "a\nb", "a\ud800"])(
    "the path %o is refused",
    path => expect(urlBelow("http://o.example/base", path, undefined)).toBeUndefined(),
  );

  test("a path that looks like a URL stays a path", () => {
    expect(urlBelow("http://o.example/", "http:", undefined)?.href).toBe("http://o.example/http:");
    expect(urlBelow("http://o.example/base", "%2e%2e", undefined)?.href).toBe(
      "http://o.example/base/%252e%252e",
    );
  });

  test("a query cannot turn into a fragment or a header", () => {
    expect(urlBelow("http://o.example/", "a", "x#y\r\nz")?.search).toBe("?x%23yz");
  });
});
