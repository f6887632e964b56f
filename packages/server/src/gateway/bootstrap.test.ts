import { expect, test } from "vitest";
import { sessionManifest } from "./bootstrap.ts";
import { manifestKinds } from "./manifests/index.ts";

const [hls] = manifestKinds;
const context = { sessionRoot: "/s/HANDLE/cams/", manifestPath: "door/v2/low.m3u8", originBase: undefined };
const text = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:2,\nseg-1.m4s\n';

function manifest(wasRedirected: boolean) {
  const facts = hls?.parse(text);
  if (!hls || !facts) throw new Error("not a playlist");
  return { kind: hls, facts, text, path: context.manifestPath, wasRedirected };
}

test("a media playlist under its session stays byte for byte", () => {
  expect(sessionManifest(manifest(false), context)).toBe(text);
});

test("a media playlist that the origin redirected names its segments where they are, and is not wrapped", () => {
  expect(sessionManifest(manifest(true), context)).toBe(
    text
      .replace("init.mp4", "/s/HANDLE/cams/door/v2/init.mp4")
      .replace("seg-1.m4s", "/s/HANDLE/cams/door/v2/seg-1.m4s"),
  );
});
