import { describe, expect, test } from "vitest";
import { readPageParameters, withoutSlashBehindToken } from "./page-parameters.ts";

const nothing = { autoplay: undefined, muted: false, loop: false, playRates: [], playOrder: [] };

describe("the parameters of a page", () => {
  test.each([
    ["", {}],
    ["autoplay=1&muted=1&loop=1", { autoplay: true, muted: true, loop: true }],
    ["autoplay=false&mute=true", { autoplay: false, muted: true }],
    ["autoplay=yes&muted=&loop=2", {}],
    ["playRates=0.5,1,1.5,2", { playRates: [0.5, 1, 1.5, 2] }],
    ["playRates=0.1,9,-1,NaN,Infinity,x,,2,2", { playRates: [2] }],
    ["playOrder=webrtc,hls,dash,vod", { playOrder: ["webrtc", "hls", "dash", "vod"] }],
    ["playOrder=LL-HLS,flash,%20vod", { playOrder: ["ll-hls", "vod"] }],
    ["is360=true&targetLatency=3&playType=mp4,webm&viewer_id=7&player=hlsjs", {}],
  ])("%s", (query, expected) => {
    expect(readPageParameters(query)).toEqual({ ...nothing, ...expected });
  });

  test("a list of any length is cut", () => {
    const rates = Array.from({ length: 100 }, (_, index) => 1 + index / 100).join(",");
    expect(readPageParameters(`playRates=${rates}`).playRates).toHaveLength(12);
    expect(readPageParameters(`playOrder=${"hls,".repeat(100)}`).playOrder).toHaveLength(8);
  });
});

describe("a slash behind a token", () => {
  test.each([
    ["access_token=st_abc/", "access_token=st_abc"],
    ["access_token=st_abc%2F&autoplay=1", "access_token=st_abc&autoplay=1"],
    ["autoplay=1&token=abc//", "autoplay=1&token=abc"],
    ["id=streams/x.mp4&token=abc", "id=streams/x.mp4&token=abc"],
    ["id=folder/&token=abc", "id=folder/&token=abc"],
  ])("is none of it: %s", (query, expected) => {
    expect(withoutSlashBehindToken(query)).toBe(expected);
  });
});
