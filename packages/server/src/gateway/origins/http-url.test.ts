import { describe, expect, test } from "vitest";
import { baseUrl, createUrlsBelow, pathBelow, urlBelow } from "./http-url.ts";

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

describe("createUrlsBelow", () => {
  const urlOf = createUrlsBelow(baseUrl("http://o.example/base"));

  test("makes the URL of a path once, and one with a query each time anew", () => {
    expect(urlOf("a/b.m4s", undefined)).toBe(urlOf("a/b.m4s", undefined));
    expect(urlOf("a/b.m4s", "x=1")?.href).toBe("http://o.example/base/a/b.m4s?x=1");
    expect(urlOf("a/b.m4s", undefined)?.href).toBe("http://o.example/base/a/b.m4s");
  });

  test("refuses a path each time it comes, and goes on when it has seen too many", () => {
    for (const _ of [1, 2]) expect(urlOf("../a", undefined)).toBeUndefined();
    for (let i = 0; i < 5_000; i += 1) urlOf(`seg-${i}.m4s`, undefined);
    expect(urlOf("seg-0.m4s", undefined)?.pathname).toBe("/base/seg-0.m4s");
  });
});

describe("pathBelow", () => {
  const base = "http://o.example/base/";

  test.each(["a.m3u8", "r/v2/index.m3u8", "Video(1)@a=b,c/ä;x.mp4"])("undoes urlBelow for %s", path =>
    expect(pathBelow(base, new URL(urlBelow(base, path, "q=1") ?? ""))).toBe(path),
  );

  test("keeps the slash of a folder, which relative references depend on", () => {
    expect(pathBelow(base, new URL("r/v2/", base))).toBe("r/v2/");
    expect(pathBelow(base, new URL(base))).toBe("");
  });

  test.each([
    "http://o.example/other/a",
    "http://o.example/base",
    "http://o.example/basement/a",
    "https://o.example/base/a",
    "http://o.example:81/base/a",
    "http://evil.example/base/a",
    "http://o.example/base/a%2Fb",
    "http://o.example/base/..%2Fa",
    "http://o.example/base/a//b",
    "http://o.example/base/%252e%252e/a",
  ])("%s has no path there", url => expect(pathBelow(base, new URL(url))).toBeUndefined());
});
