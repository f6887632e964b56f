import { describe, expect, test } from "vitest";
import { formatOrder, formatsOf } from "./play-formats.ts";

const all = { entries: { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" } };
const file = { entries: { mp4: "clip.mp4" } };

describe("the formats of a session", () => {
  test("are those that the stream has", () => {
    expect(formatsOf(all)).toEqual(["hls", "mp4", "dash"]);
    expect(formatsOf(file)).toEqual(["mp4"]);
  });

  test.each([
    [{}, ["hls", "mp4", "dash"]],
    [{ playOrder: ["webrtc", "hls", "dash", "vod"] }, ["hls", "dash", "mp4"]],
    [{ playOrder: ["vod"] }, ["mp4", "hls", "dash"]],
    [{ playOrder: ["ll-hls", "hls", "toString"] }, ["hls", "mp4", "dash"]],
    [{ formats: ["dash", "whep"] }, ["dash"]],
    [{ format: "dash" as const, playOrder: ["vod"] }, ["dash"]],
  ])("are tried as %j wants", (wish, order) => {
    expect(formatOrder(all, wish)).toEqual(order);
  });

  test("that a stream does not have are none", () => {
    expect(formatOrder(file, { format: "hls" })).toEqual([]);
    expect(formatOrder(file, { playOrder: ["hls"] })).toEqual(["mp4"]);
  });
});
