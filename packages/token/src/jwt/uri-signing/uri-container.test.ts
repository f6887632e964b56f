import { describe, expect, test } from "vitest";
import { readUriContainer } from "./uri-container.ts";

function covers(pattern: string, url: string): boolean {
  const container = readUriContainer(`regex:${pattern}`);
  if ("refused" in container) throw new Error(container.detail);
  return container.judge({ nowSeconds: 0, url }).outcome === "pass";
}

const SMUGGLED = "https://cdn.example/live/cam2/?x=https://cdn.example/foo/bar/123.png";

describe("the regular expression of a signed URI", () => {
  test.each([
    "/foo/bar/",
    "https?://cdn\\.example/foo/bar/[0-9]{3}\\.png",
    "[^:]*://[^/]*/foo/bar/[0-9]{3}\\.png",
    "foo/bar/[0-9]{3}\\.png$",
    "nowhere|/foo/bar/",
  ])("%s is not met by what a client writes into the query", pattern => {
    expect(covers(pattern, "https://cdn.example/foo/bar/123.png")).toBe(true);
    expect(covers(pattern, SMUGGLED)).toBe(false);
  });

  test.each([
    ["/live/cam1/", "https://cdn.example/live/cam1/index.m3u8?_HLS_msn=5"],
    ["https://cdn\\.example/live/cam1/", "https://cdn.example/live/cam1/?x=1"],
    ["^https://cdn\\.example/live/cam1/\\?quality=[a-z]+$", "https://cdn.example/live/cam1/?quality=high"],
    ["[^:]*://[^/]*/live/cam1/(\\?quality=high)", "https://cdn.example/live/cam1/?quality=high"],
  ])("%s covers %s", (pattern, url) => {
    expect(covers(pattern, url)).toBe(true);
  });

  test("that ends with the path is not met by a URL with a query", () => {
    expect(covers("\\.m3u8$", "https://cdn.example/live/index.m3u8?x=1")).toBe(false);
  });
});
