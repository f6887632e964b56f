import { describe, expect, test } from "vitest";
import type { RecordedRequest } from "./recording-proxy.ts";
import { countSegments, lastUnderSession } from "./segments.ts";

function seen(target: string, status = 200): RecordedRequest {
  return { method: "GET", target, referer: "", agent: "", range: "", atMilliseconds: 0, status };
}

describe("countSegments", () => {
  test("counts a segment once, however often and in whatever rendition its picture came", () => {
    const requests = [
      seen("/s/h1/demo/clip/v0/seg-1.m4s"),
      seen("/s/h1/demo/clip/v0/seg-1.m4s"),
      seen("/s/h1/demo/clip/v1/seg-1.m4s"),
      seen("/s/h1/demo/clip/a0/seg-1.m4s", 206),
    ];
    expect(countSegments(requests)).toEqual({ handles: ["h1"], video: 1, all: 3 });
  });

  test("counts neither refused and broken requests, nor init segments, manifests and entries", () => {
    const requests = [
      seen("/s/h1/demo/clip/v0/seg-1.m4s", 403),
      seen("/s/h1/demo/clip/v0/seg-2.m4s", 0),
      seen("/s/h1/demo/clip/v0/init.mp4"),
      seen("/s/h1/demo/clip/v0/index.m3u8"),
      seen("/demo/clip/v0/seg-3.m4s"),
    ];
    expect(countSegments(requests)).toEqual({ handles: ["h1"], video: 0, all: 0 });
  });

  test("tells a second session by its handle", () => {
    const requests = [seen("/s/h1/demo/clip/v0/seg-1.m4s"), seen("/s/h2/demo/clip/v0/seg-2.m4s")];
    expect(countSegments(requests).handles).toEqual(["h1", "h2"]);
  });
});

test("the last request under a session is the last that was delivered", () => {
  const delivered = seen("/s/h1/demo/clip/v0/seg-1.m4s");
  const requests = [delivered, seen("/s/h1/demo/clip/v0/seg-2.m4s", 403), seen("/demo/clip/index.m3u8")];
  expect(lastUnderSession(requests)).toBe(delivered);
  expect(lastUnderSession([])).toBeUndefined();
});
