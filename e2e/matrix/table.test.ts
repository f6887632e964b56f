import { expect, test } from "vitest";
import { renderMatrix } from "./table.ts";

const plays = { outcome: "plays", seconds: 8.04, inParts: false, refusal: "token-already-used" } as const;

test("the printed matrix shows what was measured, and says in words why a cell is empty", () => {
  const text = renderMatrix(
    [
      { contestant: "hlsJs", format: "lowLatency", kind: "one-time", verdict: { ...plays, inParts: true } },
      {
        contestant: "hlsJs",
        format: "mp4",
        kind: "one-time",
        verdict: { outcome: "impossible", why: "no files" },
      },
      { contestant: "mpv", format: "lowLatency", kind: "one-time", verdict: plays },
      {
        contestant: "mpv",
        format: "mp4",
        kind: "one-time",
        verdict: { outcome: "fails", why: "stood still" },
      },
      { contestant: "mpv", format: "mp4", kind: "cat", verdict: { ...plays, refusal: "wrong-stream" } },
    ],
    ["mpv 1"],
  );
  expect(text.split("\n")).toEqual([
    "| player           | LL-HLS       | MP4       |",
    "|------------------|--------------|-----------|",
    "| Chromium, hls.js | 8.0 s, parts | –         |",
    "| mpv              | 8.0 s        | **fails** |",
    "",
    "| player | token | format |       | another stream |",
    "|--------|-------|--------|-------|----------------|",
    "| mpv    | cat   | MP4    | 8.0 s | `wrong-stream` |",
    "",
    "- Chromium, hls.js (MP4): no files",
    "- mpv (MP4): fails, stood still",
    "",
    "Played with mpv 1.",
  ]);
});
