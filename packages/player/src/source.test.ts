import { describe, expect, test } from "vitest";
import { readSource } from "./source.ts";

const server = "https://media.example/";
const handle = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS";

describe("an address of a Sluice", () => {
  test.each([
    ["https://media.example/demo/clip", undefined, undefined],
    ["https://media.example/demo/clip?token=st_x", undefined, "st_x"],
    ["https://media.example/demo/clip/index.m3u8?token=st_x&a=1", "hls", "st_x"],
    ["https://media.example/demo/clip/manifest.mpd?access_token=st_x", "dash", "st_x"],
    ["https://media.example/demo/clip/clip.mp4", "mp4", undefined],
    ["/demo/clip/index.m3u8", "hls", undefined],
  ])("%s names its stream, its format and its token", (src, format, token) => {
    expect(readSource(src, server)).toEqual({
      server,
      stream: "demo/clip",
      format,
      token,
      session: undefined,
    });
  });

  test("on another host makes that the server", () => {
    expect(readSource("https://other.example/demo/clip", server)).toMatchObject({
      server: "https://other.example/",
      stream: "demo/clip",
    });
  });

  test("may be below a path prefix, and its stream of several segments", () => {
    const base = "https://media.example/sluice/";
    expect(readSource(`${base}demo/a/b/index.m3u8`, base)).toMatchObject({
      server: base,
      stream: "demo/a/b",
    });
  });

  test("of a session is played as it is", () => {
    const url = `https://media.example/s/${handle}/demo/clip/index.m3u8`;
    expect(readSource(url, server)).toMatchObject({
      stream: "demo/clip",
      session: { url, format: "hls", id: undefined, expiresAtSeconds: null },
    });
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://media.example/",
    "https://media.example/demo",
    `https://media.example/s/${handle}/demo/clip/index.html`,
    "https://media.example/%zz/x",
    "http://[",
  ])("%s names nothing", src => {
    expect(readSource(src, server)).toBeUndefined();
  });
});
