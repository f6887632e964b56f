import { describe, expect, test } from "vitest";
import { mediaTypeOfPath, mediaTypeOfReply } from "./media-types.ts";

describe("mediaTypeOfPath", () => {
  test.each([
    ["clip/index.m3u8", "application/vnd.apple.mpegurl"],
    ["manifest.mpd", "application/dash+xml"],
    ["a/b.c/seg-1.M4S", "video/iso.segment"],
    ["enc.key", "application/octet-stream"],
    ["clip/aes_key", "application/octet-stream"],
    ["clip/key.bin", "application/octet-stream"],
  ])("%s is %s", (path, type) => expect(mediaTypeOfPath(path)).toBe(type));

  test.each([
    "page.html",
    "x.svg",
    "x.js",
    "key.html",
    "turkey",
    "x.xml",
    "x",
    "x.",
    ".mp4",
    "a.mp4/x",
    "x.constructor",
    "x.__proto__",
  ])("%s is no media", path => expect(mediaTypeOfPath(path)).toBeUndefined());
});

describe("mediaTypeOfReply", () => {
  test("a known type counts whatever the path says, without parameters and in one spelling", () => {
    expect(mediaTypeOfReply("Video/MP4; codecs=x", "no-extension")).toBe("video/mp4");
    expect(mediaTypeOfReply("audio/x-mpegurl", "x")).toBe("application/vnd.apple.mpegurl");
  });

  test.each([
    ["application/pgp-keys", "a/1.key", "application/octet-stream"],
    ["application/vnd.apple.keynote", "a/1.key", "application/octet-stream"],
    ["application/vnd.apple.steering-list; charset=utf-8", "a/steering", "application/json"],
    ["text/plain", "a/ads.json", "application/json"],
  ])("a key or a steering manifest that is called %s is let through", (type, path, expected) => {
    expect(mediaTypeOfReply(type, path)).toBe(expected);
  });

  test.each([undefined, "", "text/plain", "application/octet-stream", "binary/octet-stream", "text/xml"])(
    "a missing or vague type (%s) takes the type of the extension",
    type => {
      expect(mediaTypeOfReply(type, "a/manifest.mpd")).toBe("application/dash+xml");
      expect(mediaTypeOfReply(type, "a/readme")).toBeUndefined();
    },
  );

  test("a page stays a page, also under the name of a playlist", () => {
    expect(mediaTypeOfReply("text/html", "index.m3u8")).toBeUndefined();
    expect(mediaTypeOfReply("image/svg+xml", "x.jpg")).toBeUndefined();
    expect(mediaTypeOfReply("constructor", "x.jpg")).toBeUndefined();
  });
});
